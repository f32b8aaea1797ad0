package obol.aot.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import obol.aot.ir.Linkage;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.JavaBase;
import obol.classfile.MethodInfo;

/**
 * All classes of the program being compiled, found by name. Names are internal; the name of a class that substitutes
 * another one means that other one, everywhere, also inside descriptors. All classes are of one loader.
 */
public final class World {
    private static final String[] PRIMITIVES = {
        "void", "V", "boolean", "Z", "byte", "B", "char", "C", "short", "S", "int", "I", "long", "J", "float", "F", "double", "D",
    };
    /** Classes of this prefix are part of the compiler's trust: their annotations are obeyed, their accesses not checked. */
    private static final String TRUSTED = "obol/nucleus/";

    private final ClassSource source;
    private final Substitutions substitutions;
    private final Resolver resolver = new Resolver(this);
    private final Map<String, JClass> classes = new LinkedHashMap<>();
    private final Map<String, JClass> primitives = new LinkedHashMap<>();
    private final Map<String, ClassFile> defined = new HashMap<>();
    private final Map<String, byte[]> made = new HashMap<>();
    private final Map<String, Linkage> failures = new HashMap<>();
    private final Set<String> loading = new HashSet<>();
    private OpenProfile profile;
    private boolean system;
    private BaseFacts base;
    private Layout layout;

    /**
     * A world of the source's classes, with the substitutions that stand in its package
     * {@code obol.nucleus.substitutions}. Closed: what is compiled is all there will ever be.
     */
    public World(ClassSource source) {
        this.source = source;
        for (int i = 0; i < PRIMITIVES.length; i += 2) {
            String name = PRIMITIVES[i];
            primitives.put(PRIMITIVES[i + 1], new JClass(name, JClass.Kind.PRIMITIVE, null, null, List.of(), null,
                    Access.PUBLIC | Access.FINAL | Access.ABSTRACT));
        }
        substitutions = new Substitutions(source);
    }

    /** A closed world of many programs: so much code that most of it is seldom run, and should be small rather than fast. */
    public static World ofSystem(ClassSource source) {
        World world = new World(source);
        world.system = true;
        return world;
    }

    /** A world for a base image: against it other classes will be compiled, as far as the profile lets them. */
    public static World open(ClassSource source, OpenProfile profile) {
        World world = ofSystem(source);
        world.profile = profile;
        return world;
    }

    /**
     * The world of what is compiled against a base image: the base's classes have their places.
     *
     * @param bases the base image's facts for each port, which differ in addresses alone
     * @throws IllegalArgumentException if the source's classes are not those of which the base was made
     */
    public static World over(ClassSource source, List<BaseFacts> bases) {
        World world = new World(source);
        world.base = bases.get(0);
        for (BaseFacts base : bases) base.restore(world);
        return world;
    }

    /** What may be compiled against this image later; null: nothing, the world is closed. */
    public OpenProfile profile() {
        return profile;
    }

    /** The base image against which this is compiled, or null. */
    public BaseFacts base() {
        return base;
    }

    /** Whether what is compiled is all there will ever be, and nothing was compiled before. */
    public boolean isClosed() {
        return profile == null && base == null;
    }

    /** Whether this is a system's, of many programs, and not one program's. */
    public boolean isSystem() {
        return system;
    }

    public Substitutions substitutions() {
        return substitutions;
    }

    /** The class with this internal name, or the array class with this descriptor; null if it cannot be loaded. */
    public JClass find(String name) {
        JClass known = classes.get(name);
        if (known != null) return known;
        if (name.startsWith("[")) {
            JClass component = ofDescriptor(name.substring(1));
            return component == null ? null : component.array(this);
        }
        String target = substitutions.mapName(name);
        return target.equals(name) ? load(name) : find(target);
    }

    /** See {@link ClassSource#resource}. */
    public byte[] resource(String path) {
        return source.resource(path);
    }

    /** As {@link #find}, for classes that the compiler itself needs. */
    public JClass require(String name) {
        JClass found = find(name);
        if (found == null) throw new IllegalStateException("needed by the compiler: " + failure(name).message());
        return found;
    }

    /** The type with this field descriptor, or {@code V}; null if its class cannot be loaded. */
    public JClass ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'L' -> find(descriptor.substring(1, descriptor.length() - 1));
            case '[' -> find(descriptor);
            default -> primitives.get(descriptor);
        };
    }

    /** Why {@link #find} said null to this name. */
    public Linkage failure(String name) {
        String element = name.startsWith("[") ? name.substring(name.lastIndexOf('[') + 2, name.length() - 1) : name;
        return failures.get(substitutions.mapName(element));
    }

    /** All classes loaded so far, without arrays and primitives, in the order of loading. */
    public Collection<JClass> loaded() {
        List<JClass> all = new ArrayList<>();
        for (JClass c : classes.values()) if (!c.isArray()) all.add(c);
        return all;
    }

    public Collection<JClass> primitives() {
        return Collections.unmodifiableCollection(primitives.values());
    }

    /**
     * Adds a class that the compiler made; it is {@link JClass#hidden}.
     *
     * @throws IllegalArgumentException if there is a class of that name, or the bytes are no class file
     */
    public JClass define(byte[] bytes) {
        ClassFile file;
        try {
            file = ClassFile.read(bytes);
        } catch (ClassFormatException e) {
            throw new IllegalArgumentException(e);
        }
        if (classes.containsKey(file.name()) || defined.putIfAbsent(file.name(), file) != null) {
            throw new IllegalArgumentException("defined twice: " + file.name());
        }
        made.put(file.name(), bytes);
        failures.remove(file.name());
        JClass c = require(file.name());
        c.hidden = true;
        return c;
    }

    /** The class that the compiler made by this name, or null. */
    public JClass made(String name) {
        return defined.containsKey(name) ? require(name) : null;
    }

    /** All that the compiler made, by name. */
    public Map<String, byte[]> made() {
        return Collections.unmodifiableMap(made);
    }

    /** What {@link #define} was given for the class. */
    byte[] madeBytes(String name) {
        return made.get(name);
    }

    /** JVMS 5.4.3.1: the class that {@code from} refers to by this name. */
    public Resolution<JClass> resolveClass(JClass from, String name) {
        return resolver.resolveClass(from, name);
    }

    /** JVMS 5.4.3.2, and what 6.5 demands of the instruction. */
    public Resolution<JField> resolveField(JClass from, MemberRef ref, Use use) {
        return resolver.resolveField(from, ref, use);
    }

    /**
     * JVMS 5.4.3.3 and 5.4.3.4, and what 6.5 demands of the instruction. For INVOKE_SPECIAL and INVOKE_STATIC the answer
     * is the method to be called; for the others the method from which {@link #selectVirtual} starts. The answer to an
     * INVOKE_VIRTUAL is always a class's method (a miranda one, if only an interface declares it); that to an
     * INVOKE_INTERFACE may be one of Object, or private.
     *
     * @param from the class in whose constant pool the reference stands
     */
    public Resolution<JMethod> resolveMethod(JClass from, MemberRef ref, Use use) {
        return resolver.resolveMethod(from, ref, use);
    }

    /** JVMS 2.9.3: MethodHandle's and VarHandle's native methods with one parameter {@code Object[]}, also when they are cut. */
    public static boolean isSignaturePolymorphic(JMethod method) {
        String owner = method.holder.name;
        if (!owner.equals("java/lang/invoke/MethodHandle") && !owner.equals("java/lang/invoke/VarHandle")) return false;
        MethodInfo declared = method.holder.file.method(method.name, method.descriptor);
        return declared != null && declared.has(Access.NATIVE) && declared.has(Access.VARARGS)
                && method.descriptor.startsWith("([Ljava/lang/Object;)");
    }

    /** JVMS 5.4.6: the method called for a receiver of exactly this class; null if there is none to call, or several. */
    public JMethod selectVirtual(JClass receiver, JMethod method) {
        return Selection.select(receiver, method);
    }

    /** Why {@link #selectVirtual} said null: what the call throws. */
    public Linkage selectionFailure(JClass receiver, JMethod method) {
        return Selection.failure(receiver, method);
    }

    /**
     * Whether uses of the class must see to it that it is initialised (JVMS 5.5): it has an initialiser that must
     * run ({@link ConstantInitializer}), or a superclass has, or, for a class, a superinterface with a default method has.
     */
    public boolean needsInit(JClass c) {
        if (c.file == null) return false;
        if (c.needsInit == null) c.needsInit = computeNeedsInit(c);
        return c.needsInit;
    }

    private boolean computeNeedsInit(JClass c) {
        if (c.initializer() != null && !ConstantInitializer.evaluate(this, c)) return true;
        return !c.isInterface() && (c.superclass != null && needsInit(c.superclass) || interfacesNeedInit(c));
    }

    private boolean interfacesNeedInit(JClass c) {
        for (JClass i : c.interfaces) {
            if (i.hasDefaultMethods() && needsInit(i) || interfacesNeedInit(i)) return true;
        }
        return false;
    }

    /** The descriptor with the names of substituting classes replaced by those of their targets. */
    public String mapDescriptor(String descriptor) {
        return substitutions.mapDescriptor(descriptor);
    }

    /** Gives everything reachable its place in the image: see {@link Layout}. Once, when the analysis is done. */
    public Layout layOut() {
        if (layout != null) throw new IllegalStateException("laid out twice");
        layout = new Layout(this);
        return layout;
    }

    /** What {@link #layOut} made. */
    public Layout layout() {
        if (layout == null) throw new IllegalStateException("not laid out yet");
        return layout;
    }

    /** The classes of the image by class number; after {@link #layOut}, as are the following. */
    public List<JClass> numberedClasses() {
        return layout().classes();
    }

    /** See {@link Layout#interfaceTable}. */
    public InterfaceTable interfaceTable(JClass c) {
        return layout().interfaceTable(c);
    }

    /** See {@link Layout#itable}. */
    public List<JMethod> itable(JClass c, JClass i) {
        return layout().itable(c, i);
    }

    /** See {@link Layout#referenceMap}. */
    public int[] referenceMap(JClass c) {
        return layout().referenceMap(c);
    }

    /** All classes and array classes, in the order in which they were made. */
    public Collection<JClass> all() {
        return Collections.unmodifiableCollection(classes.values());
    }

    /** Whether the class is of the nucleus, or stands in for a part of java.base. */
    public static boolean isTrusted(JClass c) {
        return c.name.startsWith(TRUSTED) || c.file != null && c.file.name().startsWith(TRUSTED);
    }

    static String primitiveDescriptor(String name) {
        for (int i = 0; i < PRIMITIVES.length; i += 2) if (PRIMITIVES[i].equals(name)) return PRIMITIVES[i + 1];
        throw new IllegalArgumentException(name);
    }

    static String primitiveName(String descriptor) {
        for (int i = 0; i < PRIMITIVES.length; i += 2) if (PRIMITIVES[i + 1].equals(descriptor)) return PRIMITIVES[i];
        throw new IllegalArgumentException(descriptor);
    }

    /** Whether the class is of the JDK's java.base. */
    public boolean isPlatform(JClass c) {
        return c.name.startsWith("java/") || c.name.startsWith("jdk/internal/") || c.name.startsWith("sun/");
    }

    JClass makeArray(JClass component) {
        JClass object = require("java/lang/Object");
        List<JClass> interfaces = List.of(require("java/lang/Cloneable"), require("java/io/Serializable"));
        int flags = component.elementType().flags & Access.PUBLIC | Access.FINAL | Access.ABSTRACT;
        String name = "[" + component.descriptor();
        JClass array = new JClass(name, JClass.Kind.ARRAY, null, object, interfaces, component, flags);
        classes.put(name, array);
        return array;
    }

    private JClass load(String name) {
        if (failures.containsKey(name)) return null;
        if (!loading.add(name)) return fail(name, "ClassCircularityError", name);
        try {
            return make(name);
        } finally {
            loading.remove(name);
        }
    }

    private JClass make(String name) {
        ClassFile file = defined.get(name);
        if (file == null) file = substitutions.replacement(name);
        int checksum = 0;
        if (file == null) {
            byte[] bytes = source.find(name);
            if (bytes == null) return fail(name, "NoClassDefFoundError", name);
            Linkage refused = source.failure(name);
            if (refused != null) {
                failures.put(name, refused);
                return null;
            }
            checksum = checksum(bytes);
            try {
                file = ClassFile.read(bytes, name);
            } catch (ClassFormatException e) {
                return fail(name, "ClassFormatError", e.getMessage());
            }
            if (!file.name().equals(name)) return fail(name, "NoClassDefFoundError", name + " (wrong name: " + file.name() + ")");
        }
        String superName = file.superName();
        JClass superclass = superName == null ? null : find(superName);
        if (superclass == null && superName != null) return failAs(name, superName);
        if (superclass != null && superclass.isInterface()) {
            return fail(name, "IncompatibleClassChangeError",
                    "class " + external(name) + " has interface " + superclass.external() + " as super class");
        }
        if (superclass != null && superclass.isFinal()) {
            return fail(name, "IncompatibleClassChangeError",
                    "class " + external(name) + " cannot inherit from final class " + superclass.external());
        }
        List<String> supertypes = new ArrayList<>(file.interfaces());
        if (superName != null) supertypes.add(superName);
        for (String above : supertypes) {
            if (JavaBase.hides(ClassFile.packageName(above)) && !JavaBase.has(ClassFile.packageName(name))
                    && !file.name().startsWith(TRUSTED)) {
                return fail(name, "IllegalAccessError", "superclass access check failed: class " + external(name)
                        + " (in unnamed module) cannot access class " + external(above) + " (in module java.base)");
            }
        }
        List<JClass> interfaces = new ArrayList<>(file.interfaces().size());
        for (String interfaceName : file.interfaces()) {
            JClass i = find(interfaceName);
            if (i == null) return failAs(name, interfaceName);
            if (!i.isInterface()) {
                return fail(name, "IncompatibleClassChangeError", "class " + external(name) + " can not implement "
                        + i.external() + ", because it is not an interface");
            }
            interfaces.add(i);
        }
        boolean isInterface = file.isInterface();
        JClass c = new JClass(name, isInterface ? JClass.Kind.INTERFACE : JClass.Kind.CLASS, file,
                isInterface ? null : superclass, List.copyOf(interfaces), null, file.flags());
        c.checksum = checksum;
        substitutions.fill(c);
        classes.put(name, c);
        if (c.superclass != null) c.superclass.subtypes.add(c);
        for (JClass i : c.interfaces) i.subtypes.add(c);
        return c;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private JClass fail(String name, String error, String message) {
        failures.put(name, new Linkage("java/lang/" + error, message));
        return null;
    }

    private JClass failAs(String name, String because) {
        failures.put(name, failure(because));
        return null;
    }

    static String external(String name) {
        return name.replace('/', '.');
    }
}
