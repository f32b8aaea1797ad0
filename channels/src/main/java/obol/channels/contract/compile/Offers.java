package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.channels.contract.ContractModel;
import obol.channels.supervision.Restart;
import obol.channels.supervision.RestartPolicy;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * What a jar offers: its services and programs, as its annotations say, and the contracts that it defines.
 *
 * @param contracts of the classes given, those that are contracts, by binary name
 * @param faults    of contracts, of annotations, and of code that does what they do not say; with any, nothing of the jar is to be used
 * @param warnings  sentences: what annotations say and no code does
 */
public record Offers(List<Service> services, List<Program> programs, List<ContractModel> contracts, List<Fault> faults,
                     List<String> warnings) {
    /** Of a jar that is not used. */
    public static final Offers NONE = new Offers(List.of(), List.of(), List.of(), List.of(), List.of());
    /** The directories of which a service can see some. */
    public static final List<String> DIRECTORIES = List.of("/", "/dev", "/env", "/log", "/net", "/proc", "/srv", "/tmp");
    /** The process's own, which nobody else has a part in. */
    private static final String OWN = "/env";

    /**
     * A class marked {@code @Provides}.
     *
     * @param uses    names of services, from {@code @Uses}; empty if it is not so marked
     * @param sees    directories of the namespace, from {@code @Sees}
     * @param reads   those that it sees and cannot change anything in
     * @param restart from {@code @Restart}; empty if it is not so marked
     */
    public record Service(String name, String className, ContractModel contract, Optional<List<String>> uses, List<String> sees,
                          List<String> reads, Optional<RestartPolicy> restart) {
    }

    /** A class marked {@code @Program}. @param uses names of services, from {@code @Uses}; empty if it is not so marked */
    public record Program(String name, String className, Optional<List<String>> uses) {
    }

    /** Reads the offers of a jar. @param names binary names of its classes; {@code classes} also finds what they mention */
    public static Offers read(Collection<String> names, ClassSource classes, SourceText sources) {
        return new Scan(classes, sources).read(names);
    }

    private static final class Scan {
        /** What the elements of {@code @Restart} are if they are not written; class files do not say. */
        private static final int RESTARTS = 5, SECONDS = 10;

        private final ClassSource source;
        private final SourceText texts;
        private final Classes classes;
        private final Places places;
        private final List<Service> services = new ArrayList<>();
        private final List<Program> programs = new ArrayList<>();
        private final TreeMap<String, Compilation> contracts = new TreeMap<>();
        private final TreeSet<String> takenNames = new TreeSet<>();
        private final List<Fault> faults = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Scan(ClassSource source, SourceText texts) {
            this.source = source;
            this.texts = texts;
            classes = new Classes(source);
            places = new Places(texts);
        }

        Offers read(Collection<String> names) {
            TreeSet<String> sorted = new TreeSet<>(names);
            for (String name : sorted) {
                ClassFile type = classes.find(name);
                if (type == null) {
                    continue;
                }
                if (classes.isContract(name)) {
                    contract(name);
                }
                Annotation marked = type.annotation("Lobol/channels/Uses;");
                Optional<List<String>> uses = marked == null ? Optional.empty() : Optional.of(strings(marked));
                for (String program : strings(type.annotation("Lobol/channels/Program;"))) {
                    program(type, program, uses);
                }
                if (type.annotation("Lobol/channels/Sees;") != null && type.annotation("Lobol/channels/Provides;") == null) {
                    fault(type, Rule.SEES, "@Sees without @Provides: a program has the namespace of whoever starts it");
                }
                List<String> sees = sees(type, "value");
                List<String> reads = sees(type, "readOnly");
                for (String both : reads) {
                    if (sees.contains(both) || both.equals(OWN)) {
                        fault(type, Rule.SEES, "@Sees: " + both + (both.equals(OWN) ? " is the service's own" : " is not read-only alone"));
                    }
                }
                for (String service : strings(type.annotation("Lobol/channels/Provides;"))) {
                    service(type, service, uses, sees, reads);
                }
            }
            Connections connections = new Connections(sorted, classes);
            services.forEach(each -> each.uses.ifPresent(uses -> hold(connections, "service " + each.name, each.className, uses)));
            programs.forEach(each -> each.uses.ifPresent(uses -> hold(connections, "program " + each.name, each.className, uses)));
            List<ContractModel> models = new ArrayList<>();
            for (var entry : contracts.entrySet()) {
                entry.getValue().faults().stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
                if (sorted.contains(entry.getKey()) && entry.getValue().model() != null) {
                    models.add(entry.getValue().model());
                }
            }
            return new Offers(List.copyOf(services), List.copyOf(programs), List.copyOf(models), List.copyOf(faults),
                    List.copyOf(warnings));
        }

        /** Holds what a class declares to use against what its code does. */
        private void hold(Connections connections, String what, String className, List<String> uses) {
            Set<String> unused = new TreeSet<>(uses);
            boolean all = true;
            for (Connections.Connection connection : connections.from(classes.find(className))) {
                if (connection.name() == null) {
                    all = false;
                } else if (!uses.contains(connection.name())) {
                    faults.add(places.fault(connection.type(), connection.method(), connection.bci(), Rule.USES,
                            "connects to \"" + connection.name() + "\", which @Uses of " + what + " does not list"));
                } else {
                    unused.remove(connection.name());
                }
            }
            if (all) {
                unused.forEach(name -> warnings.add(what + " (" + className + "): @Uses lists \"" + name
                        + "\", to which none of its code connects"));
            }
        }

        private Compilation contract(String name) {
            return contracts.computeIfAbsent(name, each -> ContractCompiler.compile(each, source, texts));
        }

        private void program(ClassFile type, String name, Optional<List<String>> uses) {
            MethodInfo main = type.method("main", "([Ljava/lang/String;)V");
            if (main == null || !main.has(Access.PUBLIC) || !main.isStatic()) {
                fault(type, Rule.PROGRAM, "@Program, but it has no public static void main(String[])");
            } else if (checkName(type, "/bin/", name)) {
                programs.add(new Program(name, Classes.binary(type.name()), uses));
            }
        }

        private List<String> sees(ClassFile type, String element) {
            List<String> sees = strings(type.annotation("Lobol/channels/Sees;"), element);
            for (String directory : sees) {
                if (!DIRECTORIES.contains(directory)) {
                    fault(type, Rule.SEES, "@Sees: \"" + directory + "\" is none of " + String.join(" ", DIRECTORIES));
                }
            }
            return sees;
        }

        private void service(ClassFile type, String name, Optional<List<String>> uses, List<String> sees, List<String> reads) {
            List<String> implemented = type.interfaces().stream().map(Classes::binary).filter(classes::isContract).toList();
            MethodInfo constructor = type.method("<init>", "()V");
            if (implemented.size() != 1) {
                fault(type, Rule.PROVIDES, "@Provides needs a class that implements one contract, not " + implemented.size());
            } else if (!Classes.isPublic(type) || type.has(Access.ABSTRACT) || constructor == null || !constructor.has(Access.PUBLIC)) {
                fault(type, Rule.PROVIDES, "@Provides needs a public class with a public constructor without parameters");
            } else if (checkName(type, "service ", name)) {
                ContractModel model = contract(implemented.get(0)).model();
                if (model != null) {
                    services.add(new Service(name, Classes.binary(type.name()), model, uses, sees, reads, restart(type)));
                }
            }
        }

        private Optional<RestartPolicy> restart(ClassFile type) {
            Annotation marked = type.annotation("Lobol/channels/supervision/Restart;");
            if (marked == null) {
                return Optional.empty();
            }
            Restart.When when = marked.value("value") instanceof Annotation.EnumConstant constant
                    ? Restart.When.valueOf(constant.name()) : Restart.When.ALWAYS;
            try {
                return Optional.of(new RestartPolicy(when, number(marked, "most", RESTARTS), number(marked, "seconds", SECONDS)));
            } catch (IllegalArgumentException wrong) {
                fault(type, Rule.PROVIDES, wrong.getMessage());
                return Optional.empty();
            }
        }

        private static int number(Annotation annotation, String element, int usual) {
            return annotation.value(element) instanceof Annotation.Constant constant && constant.value() instanceof Integer number
                    ? number : usual;
        }

        /** Names are file names. @param space what the name must be the only one in */
        private boolean checkName(ClassFile type, String space, String name) {
            boolean plain = !name.isEmpty() && !name.equals(".") && !name.equals("..")
                    && name.chars().allMatch(c -> c > ' ' && c != '/' && c != 0x7F);
            if (!plain) {
                fault(type, Rule.SERVICE_NAME, "\"" + name + "\" is not a file name without blanks");
            } else if (!takenNames.add(space + name)) {
                fault(type, Rule.SERVICE_NAME, "a second " + space + name);
            } else {
                return true;
            }
            return false;
        }

        private void fault(ClassFile type, Rule rule, String message) {
            faults.add(places.fault(type, null, rule, message));
        }

        private static List<String> strings(Annotation annotation) {
            return strings(annotation, "value");
        }

        /** The strings of an element of an annotation, one or an array; none if there is no such element, or no annotation. */
        private static List<String> strings(Annotation annotation, String element) {
            if (annotation == null) {
                return List.of();
            }
            List<String> strings = new ArrayList<>();
            Annotation.Value value = annotation.value(element);
            List<Annotation.Value> values = value instanceof Annotation.Array array ? array.values()
                    : value == null ? List.of() : List.of(value);
            for (Annotation.Value each : values) {
                if (each instanceof Annotation.Constant constant && constant.value() instanceof String string) {
                    strings.add(string);
                }
            }
            return strings;
        }
    }
}
