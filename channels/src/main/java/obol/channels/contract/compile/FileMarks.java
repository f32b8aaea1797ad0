package obol.channels.contract.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.classfile.Annotation;
import obol.classfile.MethodInfo;

/** Members that are marked as files: their paths, and whether they can be those files. */
final class FileMarks {
    private static final String MARK = "Lobol/channels/AsFile;";
    private static final String SETTER = "set";
    /** Files that every service has. */
    private static final Set<String> TAKEN = Set.of("contract", "session");

    private FileMarks() {
    }

    private static final String NO_USE =
            "a file is a member that gives data, takes one value and gives nothing, or opens a channel with one value at most";

    /** The path of a method's file, or null if it is not so marked. */
    static String path(MethodInfo method, int parameters) {
        for (Annotation annotation : method.annotations()) {
            if (annotation.type().equals(MARK)) {
                String path = annotation.value("value") instanceof Annotation.Constant constant ? (String) constant.value() : "";
                return path.isEmpty() ? usual(method.name(), parameters) : path;
            }
        }
        return null;
    }

    private static String usual(String name, int parameters) {
        boolean setter = parameters == 1 && name.length() > SETTER.length() && name.startsWith(SETTER)
                && Character.isUpperCase(name.charAt(SETTER.length()));
        return setter ? Character.toLowerCase(name.charAt(SETTER.length())) + name.substring(SETTER.length() + 1) : name;
    }

    /** What the member of a file is for. */
    private enum Use {
        GET("reads"), SET("writes"), OPEN("opens");

        private final String verb;

        Use(String verb) {
            this.verb = verb;
        }
    }

    /** Tells of each operation of a state that cannot be the file as which it is marked. */
    static void check(List<Operation> operations, Messages messages, BiConsumer<Operation, String> faults) {
        Map<String, Map<Use, Operation>> files = new HashMap<>();
        for (Operation operation : operations) {
            String path = operation.file();
            if (path == null) {
                continue;
            }
            Use use = use(operation);
            String wrong = !isPath(path) ? "\"" + path + "\" is not a path of names without blanks"
                    : use == null ? NO_USE
                    : taken(path, operations);
            if (wrong == null) {
                Operation other = files.computeIfAbsent(path, each -> new HashMap<>()).putIfAbsent(use, operation);
                wrong = other == null ? text(operation, use, messages) : other.name() + " " + use.verb + " " + path;
            }
            if (wrong != null) {
                faults.accept(operation, wrong);
            }
        }
        files.forEach((path, members) -> {
            String wrong = together(path, members, files.keySet());
            if (wrong != null) {
                faults.accept(members.values().stream().min((a, b) -> a.name().compareTo(b.name())).orElseThrow(), wrong);
            }
        });
    }

    private static Use use(Operation operation) {
        int count = operation.parameters().size();
        boolean nothing = operation.result() == MessageType.Primitive.VOID;
        if (operation.moves()) {
            return null;
        } else if (operation.opens()) {
            return count <= 1 ? Use.OPEN : null;
        }
        return count == 0 && !nothing ? Use.GET : count == 1 && nothing ? Use.SET : null;
    }

    private static boolean isPath(String path) {
        for (String name : path.split("/", -1)) {
            boolean plain = !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.chars().allMatch(c -> c > ' ' && c != 0x7F);
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** A method with the name of the file or its first folder has a file there already; it may be the same. */
    private static String taken(String path, List<Operation> operations) {
        String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        boolean method = operations.stream().anyMatch(other -> other.name().equals(first) && !path.equals(other.file()));
        return TAKEN.contains(first) || method ? first + " is another file" : null;
    }

    /** Why a value cannot be text, or null. */
    private static String text(Operation operation, Use use, Messages messages) {
        MessageType type = use == Use.GET ? operation.result().plain()
                : operation.parameters().isEmpty() ? MessageType.Primitive.VOID : operation.parameters().get(0).plain();
        boolean flow = type instanceof MessageType.Endpoint || type instanceof MessageType.Stream || type instanceof MessageType.Pending;
        if (flow) {
            return "a " + type.display() + " has no text";
        }
        boolean noName = use == Use.OPEN && !operation.parameters().isEmpty() && !messages.isWord(type);
        return noName ? "a " + type.display() + " is no name" : null;
    }

    private static String together(String path, Map<Use, Operation> members, Set<String> paths) {
        Operation get = members.get(Use.GET);
        Operation set = members.get(Use.SET);
        Operation open = members.get(Use.OPEN);
        if (open != null && set != null) {
            return path + " is a folder, and cannot be written";
        } else if (open != null && get != null) {
            boolean lists = open.parameters().size() == 1 && get.result().plain() instanceof MessageType.Container list
                    && (list.kind() == MessageType.Kind.LIST || list.kind() == MessageType.Kind.SET)
                    && list.arguments().get(0).plain().equals(open.parameters().get(0).plain());
            if (!lists) {
                return path + " is a folder, of which " + get.result().display() + " is no list of names";
            }
        } else if (get != null && set != null && !get.result().plain().equals(set.parameters().get(0).plain())) {
            return path + " gives " + get.result().display() + ", and takes " + set.parameters().get(0).display();
        }
        for (String other : paths) {
            if (other.startsWith(path + "/")) {
                return path + " is another member's, and has " + other + " below it";
            }
        }
        return null;
    }
}
