package obol.classfile;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.classfile.ConstantPool.MethodHandleRef;
import obol.classfile.ConstantPool.NameAndType;

/**
 * A class file, versions 45 to 61 (Java 1.0 to 17), read whole and immutable. Names are internal ({@code p/C}); absent
 * things are null where the method says so, absent lists empty.
 *
 * <p>What reading guarantees: JVMS 4.8 as far as one class file shows it. All lengths, indices and tags fit, names and
 * descriptors are well formed, flags of classes and members can be combined, members are unique, instructions can be
 * walked. It does not look at types, operands, other classes, or generic signatures. {@code module-info} is refused.
 */
public final class ClassFile {
    /** Oldest and newest major version that is read. */
    public static final int OLDEST = 45;
    public static final int NEWEST = 61;

    private final int minor;
    private final int major;
    private final int flags;
    private final String name;
    private final String superName;
    private final String signature;
    private final String sourceFile;
    private final List<BootstrapMethod> bootstrapMethods;
    private final List<InnerClass> innerClasses;
    private final EnclosingMethod enclosingMethod;
    private final String nestHost;
    private final List<String> nestMembers;
    private final List<RecordComponent> recordComponents;
    private final List<String> permittedSubclasses;
    private final List<Annotation> annotations;
    private final ConstantPool constants;
    private final List<String> interfaces;
    private final List<FieldInfo> fields;
    private final List<MethodInfo> methods;
    /** Members by key, made when first asked for: two threads may both make one, and either is right. */
    private volatile Map<String, FieldInfo> fieldIndex;
    private volatile Map<String, MethodInfo> methodIndex;

    ClassFile(ClassFileParser parsed, ConstantPool constants) {
        minor = parsed.minor;
        major = parsed.major;
        flags = parsed.flags;
        name = parsed.name;
        superName = parsed.superName;
        signature = parsed.signature;
        sourceFile = parsed.sourceFile;
        bootstrapMethods = List.copyOf(parsed.bootstrapMethods);
        innerClasses = List.copyOf(parsed.innerClasses);
        enclosingMethod = parsed.enclosingMethod;
        nestHost = parsed.nestHost;
        nestMembers = List.copyOf(parsed.nestMembers);
        recordComponents = parsed.recordComponents == null ? null : List.copyOf(parsed.recordComponents);
        permittedSubclasses = parsed.permittedSubclasses == null ? null : List.copyOf(parsed.permittedSubclasses);
        annotations = List.copyOf(parsed.annotations);
        this.constants = constants;
        interfaces = List.copyOf(parsed.interfaces);
        fields = List.copyOf(parsed.fields);
        methods = List.copyOf(parsed.methods);
    }

    /** Reads a class whose source has no name; see {@link #read(byte[], String)}. */
    public static ClassFile read(byte[] bytes) throws ClassFormatException {
        return read(bytes, null);
    }

    /**
     * Reads a class. The array is only read and not kept. Time and memory are linear in its length.
     *
     * @param source name for messages (a file, a jar's entry), or null
     * @throws ClassFormatException if the bytes are no class file; nothing else is thrown for any bytes
     */
    public static ClassFile read(byte[] bytes, String source) throws ClassFormatException {
        return new ClassFileParser(bytes, source).parse();
    }

    public int minorVersion() {
        return minor;
    }

    public int majorVersion() {
        return major;
    }

    public ConstantPool constants() {
        return constants;
    }

    /** See {@link Access}; those of a nested class as seen by the language are in {@link #innerClasses()}. */
    public int flags() {
        return flags;
    }

    public boolean has(int accessFlag) {
        return (flags & accessFlag) != 0;
    }

    public boolean isInterface() {
        return has(Access.INTERFACE);
    }

    public String name() {
        return name;
    }

    /** Null for {@code java/lang/Object} only. */
    public String superName() {
        return superName;
    }

    public List<String> interfaces() {
        return interfaces;
    }

    /** In the order of the file, as are methods. */
    public List<FieldInfo> fields() {
        return fields;
    }

    public List<MethodInfo> methods() {
        return methods;
    }

    /** The field that this class itself declares, or null. */
    public FieldInfo field(String name, String descriptor) {
        Map<String, FieldInfo> index = fieldIndex;
        if (index == null) {
            index = index(fields);
            fieldIndex = index;
        }
        return index.get(memberKey(name, descriptor));
    }

    /** The method that this class itself declares, or null. */
    public MethodInfo method(String name, String descriptor) {
        Map<String, MethodInfo> index = methodIndex;
        if (index == null) {
            index = index(methods);
            methodIndex = index;
        }
        return index.get(memberKey(name, descriptor));
    }

    private static <M extends Member> Map<String, M> index(List<M> members) {
        Map<String, M> index = new HashMap<>();
        for (M member : members) {
            index.put(memberKey(member.name(), member.descriptor()), member);
        }
        return Collections.unmodifiableMap(index);
    }

    /** One string for both; no name holds a semicolon. Strings compare, so a map of them can't be made slow. */
    static String memberKey(String name, String descriptor) {
        return name + ";" + descriptor;
    }

    /** Package in internal form, {@code java/lang}; empty for the unnamed package. */
    public String packageName() {
        return packageName(name);
    }

    /** Package of an internal name, empty for the unnamed package. */
    public static String packageName(String className) {
        int slash = className.lastIndexOf('/');
        return slash < 0 ? "" : className.substring(0, slash);
    }

    /** The generic signature, unchecked, or null. */
    public String signature() {
        return signature;
    }

    /** The attribute SourceFile, or null. */
    public String sourceFile() {
        return sourceFile;
    }

    public List<BootstrapMethod> bootstrapMethods() {
        return bootstrapMethods;
    }

    public List<InnerClass> innerClasses() {
        return innerClasses;
    }

    /** The attribute EnclosingMethod, or null. */
    public EnclosingMethod enclosingMethod() {
        return enclosingMethod;
    }

    /** The host that the class names, or null if it is its own. */
    public String nestHost() {
        return nestHost;
    }

    /** Without the host itself. */
    public List<String> nestMembers() {
        return nestMembers;
    }

    /** Null if the class has no attribute Record; a record without components has an empty list. */
    public List<RecordComponent> recordComponents() {
        return recordComponents;
    }

    /** Null if the class is not sealed. */
    public List<String> permittedSubclasses() {
        return permittedSubclasses;
    }

    /** Visible ones first. */
    public List<Annotation> annotations() {
        return annotations;
    }

    /** The annotation of a type, given as {@code Lp/Name;}, or null. */
    public Annotation annotation(String type) {
        return Annotation.find(annotations, type);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * An entry of BootstrapMethods (JVMS 4.7.23).
     *
     * @param arguments constant pool indices of loadable constants
     */
    public record BootstrapMethod(MethodHandleRef handle, List<Integer> arguments) {
        public BootstrapMethod {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * An entry of InnerClasses (JVMS 4.7.6).
     *
     * @param outerName  internal name, or null if the class is no member
     * @param simpleName simple name, or null if the class is anonymous
     */
    public record InnerClass(String name, String outerName, String simpleName, int flags) { }

    /** The attribute EnclosingMethod (JVMS 4.7.7); {@code method} is null if the class stands in no method. */
    public record EnclosingMethod(String className, NameAndType method) { }

    /** A component of a record class (JVMS 4.7.30); {@code signature} is null if it has none. */
    public record RecordComponent(String name, String descriptor, String signature, List<Annotation> annotations,
                                  List<TypeAnnotation> typeAnnotations) {
        public RecordComponent {
            annotations = List.copyOf(annotations);
            typeAnnotations = List.copyOf(typeAnnotations);
        }
    }
}
