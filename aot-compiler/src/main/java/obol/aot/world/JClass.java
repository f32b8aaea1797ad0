package obol.aot.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.classfile.ClassFile;

/**
 * A class, interface, array class or primitive type of the program being compiled. One object for each; compared by identity.
 * Made and filled by {@link World}; what the passes find out stands in it as facts, each set once by its owner.
 */
public final class JClass {
    public enum Kind { CLASS, INTERFACE, ARRAY, PRIMITIVE }

    /** Internal form: {@code java/lang/String}, {@code [I}, {@code [Ljava/lang/String;}; for a primitive its keyword. */
    public final String name;
    public final Kind kind;
    /** The class file; null for arrays and primitives. */
    public final ClassFile file;
    /** Null for Object, primitives, and interfaces. */
    public final JClass superclass;
    /** Direct superinterfaces; of an array Cloneable and Serializable. */
    public final List<JClass> interfaces;
    /** Of an array; else null. */
    public final JClass component;
    /** The access flags of the class file, or what the JVMS says of arrays and primitives. */
    public final int flags;
    /** Number of superclasses. */
    public final int depth;

    /** Declared ones, after substitution, in the order of the class file, injected ones last. */
    public final List<JField> fields = new ArrayList<>();
    public final List<JMethod> methods = new ArrayList<>();
    /**
     * Methods of superinterfaces that a reference to this class names and no class declares ("miranda methods"): made by
     * resolution so that calls by this class go through its vtable. Abstract, in no list of {@link #methods}.
     */
    final List<JMethod> mirandas = new ArrayList<>();
    /** Known direct subclasses; of an interface also the classes that implement it directly. */
    public final List<JClass> subtypes = new ArrayList<>();

    // Layout, by World.layOut.
    /** Bytes of an instance, with header, rounded up. */
    public int instanceSize;
    /** Virtual methods by index, inherited ones included; an entry is null where nothing may be called. */
    public List<JMethod> vtable = List.of();

    /** CRC-32 of the class file; 0 if there is none, or it was replaced. */
    int checksum;
    /** The class is of the base image, which has its hub: nothing of its layout changes any more. */
    public boolean inBase;
    /** A class that is compiled later, against this image, may be a subtype with instances. Set in a base image and what is compiled against it. */
    public boolean extensible;

    /** Where the fields of an instance end; those of subclasses begin there. */
    int fieldsEnd;

    // Facts of the reachability analysis.
    /** An instance may exist. */
    public boolean instantiated;
    /** Its initialiser may run, or it is named where a hub is needed. */
    public boolean reachable;
    /** Made by the compiler: the nest host that it names is believed, and stack traces leave its methods out. */
    public boolean hidden;
    /** Class number in the image, -1 while it has none: {@code HubLayout.NUMBER}. */
    public int number = -1;
    /** Number of an interface in interface tables, from 1; 0 while it has none. */
    public int interfaceNumber;
    /** Offset of the state byte in the statics block; 0: needs no initialisation. */
    public int initState;

    /** Answer of World.needsInit; null while nobody has asked. */
    Boolean needsInit;
    /** What Selection has answered for this class as receiver's; null stands for "none" or "several". */
    final Map<JMethod, JMethod> selected = new HashMap<>();

    private JClass array;
    private Map<String, List<JMethod>> methodsByName;

    JClass(String name, Kind kind, ClassFile file, JClass superclass, List<JClass> interfaces, JClass component, int flags) {
        this.name = name;
        this.kind = kind;
        this.file = file;
        this.superclass = superclass;
        this.interfaces = interfaces;
        this.component = component;
        this.flags = flags;
        this.depth = superclass == null ? 0 : superclass.depth + 1;
    }

    /** The array class with this component, made at the first call. */
    public JClass array(World world) {
        if (array == null) array = world.makeArray(this);
        return array;
    }

    /** The array class if anybody asked for it. */
    public JClass arrayOrNull() {
        return array;
    }

    public boolean isInterface() { return kind == Kind.INTERFACE; }
    public boolean isArray() { return kind == Kind.ARRAY; }
    public boolean isPrimitive() { return kind == Kind.PRIMITIVE; }
    public boolean isFinal() { return (flags & 0x10) != 0; }
    public boolean isAbstract() { return (flags & 0x400) != 0; }

    /** The name as in a field descriptor. */
    public String descriptor() {
        return switch (kind) {
            case ARRAY -> name;
            case PRIMITIVE -> World.primitiveDescriptor(name);
            default -> "L" + name + ";";
        };
    }

    /** The innermost component of an array; itself otherwise. */
    public JClass elementType() {
        JClass c = this;
        while (c.component != null) c = c.component;
        return c;
    }

    /** Adds a method, while the class is made. */
    void add(JMethod method) {
        methods.add(method);
        methodsByName = null;
    }

    /** The miranda method for an interface's method that this class inherits. */
    JMethod miranda(JMethod inherited) {
        for (JMethod m : mirandas) if (m.inherited == inherited) return m;
        JMethod m = new JMethod(this, inherited);
        mirandas.add(m);
        return m;
    }

    /** Puts another method in the place of one, while the class is made. */
    void replace(JMethod old, JMethod fresh) {
        methods.set(methods.indexOf(old), fresh);
        methodsByName = null;
    }

    /** Whether a value of this type may be assigned to {@code other} without a check (JVMS 6.5 instanceof). */
    public boolean isSubtypeOf(JClass other) {
        if (this == other) return true;
        if (other.kind == Kind.INTERFACE) {
            for (JClass c = this; c != null; c = c.superclass) {
                for (JClass i : c.interfaces) if (i.isSubtypeOf(other)) return true;
            }
            return false;
        }
        if (isArray() && other.isArray() && !component.isPrimitive() && !other.component.isPrimitive()) {
            return component.isSubtypeOf(other.component);
        }
        if (isInterface()) return other.superclass == null && other.kind == Kind.CLASS;
        for (JClass c = superclass; c != null; c = c.superclass) if (c == other) return true;
        return false;
    }

    /** The method declared here with this name and descriptor, or null. */
    public JMethod declared(String methodName, String descriptor) {
        if (methodsByName == null) {
            methodsByName = new HashMap<>();
            for (JMethod m : methods) methodsByName.computeIfAbsent(m.name, n -> new ArrayList<>(1)).add(m);
        }
        for (JMethod m : methodsByName.getOrDefault(methodName, List.of())) if (m.descriptor.equals(descriptor)) return m;
        return null;
    }

    /** The field declared here with this name, or null. */
    public JField declaredField(String fieldName) {
        for (JField f : fields) if (f.name.equals(fieldName)) return f;
        return null;
    }

    /** The field declared here with this name and descriptor, or null. */
    public JField declaredField(String fieldName, String descriptor) {
        for (JField f : fields) if (f.name.equals(fieldName) && f.descriptor.equals(descriptor)) return f;
        return null;
    }

    /** The class initialiser, or null. */
    public JMethod initializer() {
        return declared("<clinit>", "()V");
    }

    /** Whether this is an interface that declares a method with a body for its implementers. */
    public boolean hasDefaultMethods() {
        if (!isInterface()) return false;
        for (JMethod m : methods) if (!m.isStatic() && !m.isAbstract() && !m.isPrivate()) return true;
        return false;
    }

    /** Whether both are in one run-time package (all classes are of one loader). */
    public boolean samePackage(JClass other) {
        String a = elementType().name;
        String b = other.elementType().name;
        int length = a.lastIndexOf('/');
        return length == b.lastIndexOf('/') && (length < 0 || a.regionMatches(0, b, 0, length));
    }

    /** The name as HotSpot's messages write it: with dots, an array with brackets. */
    public String external() {
        return isArray() ? component.external() + "[]" : World.external(name);
    }

    @Override public String toString() {
        return name;
    }
}
