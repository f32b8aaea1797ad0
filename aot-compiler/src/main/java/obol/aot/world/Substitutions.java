package obol.aot.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import obol.aot.ir.Type;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.Descriptor;
import obol.classfile.FieldInfo;
import obol.classfile.Member;
import obol.classfile.MethodInfo;

/**
 * What the classes of {@code obol.nucleus.substitutions} change in the class library, as docs/runtime.md says, and the
 * making of the members of every class: own ones as the class file says, changed as the annotations say.
 *
 * <p>What an annotation asks for and the JDK at hand has not is an error: {@link #check} lists them all.
 */
public final class Substitutions {
    static final String PACKAGE = "obol/nucleus/substitutions/";
    /** The natives of sockets, outside of the nucleus. */
    static final String SOCKETS = "obol/system/sockets/";
    /** Where substituting classes are looked for. Those behind the first change the seams of channels and files, and are there if these are. */
    private static final List<String> PACKAGES = List.of(PACKAGE, "obol/channels/kernel/", "obol/system/posix/", SOCKETS);
    /** Name of the instance method that replaces a constructor, and of the static one that replaces the class initialiser. */
    private static final String CONSTRUCTOR = "constructor", INITIALIZER = "initializer";

    private static final String A = "Lobol/nucleus/annotation/";
    private static final String SUBSTITUTES = A + "Substitutes;", SUBSTITUTE_CLASS = A + "SubstituteClass;";
    private static final String IF_PRESENT = A + "IfPresent;", SUBSTITUTE = A + "Substitute;", ALIAS = A + "Alias;", INJECT = A + "Inject;";
    private static final String CONSTANT = A + "Constant;", CONSTANT_NULL = A + "ConstantNull;", UNSUPPORTED = A + "Unsupported;";
    private static final String INTRINSIC = A + "Intrinsic;", ASSEMBLY = A + "Assembly;", ENTRY_POINT = A + "EntryPoint;";
    private static final String UNSUPPORTED_CLASSES = A + "UnsupportedClasses;";
    private static final String ABI = A + "Abi;", NO_ALLOCATION = A + "NoAllocation;", NEVER_INLINE = A + "NeverInline;", ALWAYS_INLINE = A + "AlwaysInline;";

    /** Classes that throw; names as in {@code obol.nucleus.annotation.UnsupportedClasses}, but internal. */
    private record Cut(List<String> names, List<String> except, String reason) {
        boolean has(String name) {
            return names.stream().anyMatch(n -> matches(n, name)) && except.stream().noneMatch(n -> matches(n, name));
        }

        private static boolean matches(String pattern, String name) {
            return pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern);
        }
    }

    private final CRC32 checksum = new CRC32();
    private final List<Cut> cuts = new ArrayList<>();
    /** Target's name by that of the substituting class. */
    private final Map<String, String> targets = new LinkedHashMap<>();
    private final Map<String, ClassFile> wholeClasses = new LinkedHashMap<>();
    /** By target. */
    private final Map<String, List<ClassFile>> parts = new LinkedHashMap<>();
    /** By the class that stands for a substituting one's constant pool. */
    private final Map<JClass, JClass> targetOfHolder = new LinkedHashMap<>();
    private final List<Substitution> list = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    Substitutions(ClassSource source) {
        for (String name : PACKAGES.stream().flatMap(p -> source.list(p).stream()).toList()) {
            ClassFile file;
            try {
                byte[] bytes = source.find(name);
                checksum.update(bytes);
                file = ClassFile.read(bytes, name);
            } catch (ClassFormatException e) {
                throw new IllegalArgumentException(e);
            }
            Annotation part = file.annotation(SUBSTITUTES);
            Annotation whole = file.annotation(SUBSTITUTE_CLASS);
            if (file.annotation(UNSUPPORTED_CLASSES) != null) cut(file.annotation(UNSUPPORTED_CLASSES));
            if (part == null && whole == null) continue;
            String target = text(part != null ? part : whole, "value").replace('.', '/');
            targets.put(name, target);
            if (part != null) {
                parts.computeIfAbsent(target, t -> new ArrayList<>()).add(file);
            } else if (wholeClasses.putIfAbsent(target, file) != null) {
                errors.add(name + ": " + target + " is replaced twice");
            } else {
                list.add(new Substitution(target, Substitution.Kind.CLASS, text(whole, "reason")));
            }
        }
    }

    private void cut(Annotation annotation) {
        Cut cut = new Cut(names(annotation, "value"), names(annotation, "except"), text(annotation, "reason"));
        cuts.add(cut);
        for (String name : cut.names) list.add(new Substitution(name, Substitution.Kind.UNSUPPORTED_CLASSES, cut.reason));
    }

    /** CRC-32 of all class files that substitute something. */
    int checksum() {
        return (int) checksum.getValue();
    }

    /** All substitutions of the classes loaded so far, ascending by member. After {@link #check}: all there are. */
    public List<Substitution> list() {
        List<Substitution> sorted = new ArrayList<>(list);
        Collections.sort(sorted);
        return sorted;
    }

    /** Loads every target; returns what the substitutions name and the class library lacks, and other mistakes in them. */
    public List<String> check(World world) {
        for (Map.Entry<String, String> e : targets.entrySet()) {
            if (world.find(e.getValue()) == null) errors.add(e.getKey() + ": there is no " + e.getValue());
        }
        return errors();
    }

    /** The mistakes found so far. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** The class for which a substituting class stands; any other class is its own. */
    public JClass target(JClass c) {
        return targetOfHolder.getOrDefault(c, c);
    }

    String mapName(String name) {
        return targets.getOrDefault(name, name);
    }

    String mapDescriptor(String descriptor) {
        int at = descriptor.indexOf("Lobol/");
        if (at < 0) return descriptor;
        int end = descriptor.indexOf(';', at);
        return descriptor.substring(0, at + 1) + mapName(descriptor.substring(at + 1, end)) + mapDescriptor(descriptor.substring(end));
    }

    /** The class file that replaces a whole class, or null. */
    ClassFile replacement(String name) {
        return wholeClasses.get(name);
    }

    /** Makes the members of a class. */
    void fill(JClass c) {
        for (FieldInfo f : c.file.fields()) c.fields.add(field(c, f));
        Cut cut = cuts.stream().filter(k -> k.has(c.name)).findFirst().orElse(null);
        for (MethodInfo m : c.file.methods()) {
            if (cut != null && !m.has(Access.ABSTRACT)) {
                if (!m.name().equals("<clinit>")) c.methods.add(unsupported(c, m, cut.reason));
                continue;
            }
            JMethod method = method(c, m.name(), mapDescriptor(m.descriptor()), m.flags());
            method.code = m.code();
            method.codeHolder = c;
            if (World.isTrusted(c) || c.file.name().startsWith(PACKAGE)) obey(method, m, c.file);
            c.methods.add(method);
        }
        for (ClassFile part : parts.getOrDefault(c.name, List.of())) apply(c, part);
    }

    private JMethod unsupported(JClass c, MethodInfo m, String reason) {
        JMethod method = method(c, m.name(), mapDescriptor(m.descriptor()), m.flags() & ~(Access.NATIVE | Access.SYNCHRONIZED));
        method.codeHolder = c;
        method.unsupported = name(method) + ": " + reason;
        return method;
    }

    private JField field(JClass c, FieldInfo f) {
        return new JField(c, f.name(), mapDescriptor(f.descriptor()), f.flags(), f.constantValue());
    }

    private static JMethod method(JClass c, String name, String descriptor, int flags) {
        Descriptor d = Descriptor.ofMethod(descriptor);
        List<Type> parameters = new ArrayList<>();
        if (!Access.isStatic(flags)) parameters.add(Type.REF);
        for (String p : d.parameters()) parameters.add(Type.ofDescriptor(p));
        return new JMethod(c, name, descriptor, flags, List.copyOf(parameters), Type.ofDescriptor(d.returnType()));
    }

    /** Takes over the annotations by which code of the nucleus tells the compiler what it needs. */
    private static void obey(JMethod method, MethodInfo m, ClassFile file) {
        if (m.annotation(INTRINSIC) != null) method.intrinsic = text(m.annotation(INTRINSIC), "value");
        if (m.annotation(ASSEMBLY) != null) method.assembly = text(m.annotation(ASSEMBLY), "value");
        if (m.annotation(ENTRY_POINT) != null) method.entryPoint = text(m.annotation(ENTRY_POINT), "value");
        method.noAllocation = m.annotation(NO_ALLOCATION) != null || file.annotation(NO_ALLOCATION) != null;
        method.gated = m.annotation(ABI) != null;
        method.neverInline = m.annotation(NEVER_INLINE) != null;
        method.alwaysInline = m.annotation(ALWAYS_INLINE) != null;
    }

    private void apply(JClass c, ClassFile part) {
        JClass holder = new JClass(part.name(), JClass.Kind.CLASS, part, null, List.of(), null, part.flags());
        targetOfHolder.put(holder, c);
        for (FieldInfo f : part.fields()) applyField(c, part, f);
        for (MethodInfo m : part.methods()) applyMethod(c, holder, m);
    }

    private void applyField(JClass c, ClassFile part, FieldInfo f) {
        String descriptor = mapDescriptor(f.descriptor());
        JField own = c.declaredField(f.name(), descriptor);
        if (f.annotation(ALIAS) != null) {
            if (own == null) errors.add(part + "." + f + ": " + c + " has no such field");
            else if (own.isStatic() != f.isStatic()) errors.add(part + "." + f + ": static in one, not in the other");
        } else if (f.annotation(INJECT) != null) {
            if (own != null) {
                errors.add(part + "." + f + ": " + c + " has that field");
            } else {
                c.fields.add(field(c, f));
                list.add(new Substitution(c.name + "." + f.name() + ":" + descriptor, Substitution.Kind.FIELD, ""));
            }
        } else if (f.constantValue() == null && !f.has(Access.SYNTHETIC)) {
            errors.add(part + "." + f + ": neither alias, nor injected, nor a constant");
        }
    }

    private void applyMethod(JClass c, JClass holder, MethodInfo m) {
        boolean alias = m.annotation(ALIAS) != null;
        boolean replaces = m.annotation(SUBSTITUTE) != null || m.annotation(CONSTANT) != null
                || m.annotation(CONSTANT_NULL) != null || m.annotation(UNSUPPORTED) != null;
        String name = alias || replaces ? targetName(m.name()) : m.name();
        String descriptor = mapDescriptor(m.descriptor());
        JMethod own = c.declared(name, descriptor);
        if (alias || replaces) {
            if (own == null && m.annotation(IF_PRESENT) != null) return;
            if (own == null) errors.add(holder + "." + m + ": " + c + " has no such method");
            else if (own.isStatic() != m.isStatic()) errors.add(holder + "." + m + ": static in one, not in the other");
            else if (replaces) replace(own, holder, m);
            return;
        }
        // The implicit constructor, and the initialiser of what are aliases: never compiled.
        if (m.name().equals("<init>") || m.name().equals("<clinit>")) return;
        if (own != null) {
            errors.add(holder + "." + m + ": " + c + " has that method, and it is not marked");
            return;
        }
        JMethod added = method(c, name, descriptor, m.flags());
        added.code = m.code();
        added.codeHolder = holder;
        obey(added, m, holder.file);
        c.add(added);
        list.add(new Substitution(added.symbol(), Substitution.Kind.ADDED, ""));
    }

    /** The name of the method that a marked one stands for: Java has no way to write some names, or to write them again. */
    private static String targetName(String name) {
        return switch (name) {
            case CONSTRUCTOR -> "<init>";
            case INITIALIZER -> "<clinit>";
            default -> name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
        };
    }

    private void replace(JMethod own, JClass holder, MethodInfo m) {
        // As any caller sees it the target's method; as it is compiled the substitute's.
        int flags = own.flags & ~(Access.NATIVE | Access.SYNCHRONIZED | Access.ABSTRACT) | m.flags() & (Access.NATIVE | Access.SYNCHRONIZED);
        if (m.annotation(SUBSTITUTE) == null) flags &= ~(Access.NATIVE | Access.SYNCHRONIZED);
        JMethod method = method(own.holder, own.name, own.descriptor, flags);
        method.codeHolder = holder;
        Substitution.Kind kind;
        Annotation why;
        if (m.annotation(SUBSTITUTE) != null) {
            kind = Substitution.Kind.METHOD;
            why = m.annotation(SUBSTITUTE);
            method.code = m.code();
        } else if (m.annotation(UNSUPPORTED) != null) {
            kind = Substitution.Kind.UNSUPPORTED;
            why = m.annotation(UNSUPPORTED);
            method.unsupported = name(method) + ": " + text(why, "reason");
        } else {
            kind = Substitution.Kind.CONSTANT;
            why = m.annotation(CONSTANT);
            if (why != null) {
                method.constant = ((Annotation.Constant) why.value("value")).value();
            } else {
                why = m.annotation(CONSTANT_NULL);
                method.constant = JMethod.NULL_CONSTANT;
            }
        }
        obey(method, m, holder.file);
        if (method.isNative() && method.intrinsic == null && method.assembly == null) {
            errors.add(holder + "." + m + ": a substitute without a body");
        }
        own.holder.replace(own, method);
        list.add(new Substitution(method.symbol(), kind, text(why, "reason")));
    }

    /** As the message of an UnsupportedOperationException names a method. */
    private static String name(JMethod method) {
        return World.external(method.holder.name) + "." + method.name;
    }

    /** An array of binary names, as internal ones. */
    private static List<String> names(Annotation annotation, String element) {
        List<String> names = new ArrayList<>();
        if (annotation.value(element) instanceof Annotation.Array array) {
            for (Annotation.Value v : array.values()) names.add(((String) ((Annotation.Constant) v).value()).replace('.', '/'));
        }
        return names;
    }

    private static String text(Annotation annotation, String element) {
        return (String) ((Annotation.Constant) annotation.value(element)).value();
    }
}
