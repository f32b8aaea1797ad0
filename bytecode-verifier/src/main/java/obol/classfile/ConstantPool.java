package obol.classfile;

/**
 * The constant pool (JVMS 4.4), raw: entries by index, nothing resolved. Reading has checked every entry against the
 * entries that it refers to, every name and every descriptor, so an accessor of the right kind always answers. The
 * accessors answer an index of another kind, 0, the upper half of a long, or one out of range, with an
 * {@link IllegalArgumentException}: ask {@link #tag} first where the index is not trusted.
 */
public final class ConstantPool {
    public static final int UTF8 = 1;
    public static final int INTEGER = 3;
    public static final int FLOAT = 4;
    public static final int LONG = 5;
    public static final int DOUBLE = 6;
    public static final int CLASS = 7;
    public static final int STRING = 8;
    public static final int FIELDREF = 9;
    public static final int METHODREF = 10;
    public static final int INTERFACE_METHODREF = 11;
    public static final int NAME_AND_TYPE = 12;
    public static final int METHOD_HANDLE = 15;
    public static final int METHOD_TYPE = 16;
    public static final int DYNAMIC = 17;
    public static final int INVOKE_DYNAMIC = 18;
    public static final int MODULE = 19;
    public static final int PACKAGE = 20;

    private static final String[] TAG_NAMES = {
        "no entry", "Utf8", "tag 2", "Integer", "Float", "Long", "Double", "Class", "String", "Fieldref", "Methodref",
        "InterfaceMethodref", "NameAndType", "tag 13", "tag 14", "MethodHandle", "MethodType", "Dynamic",
        "InvokeDynamic", "Module", "Package",
    };

    private final byte[] tags;
    /** By tag: a String, boxed number, MemberRef, NameAndType, MethodHandleRef, DynamicRef. */
    private final Object[] values;

    ConstantPool(byte[] tags, Object[] values) {
        this.tags = tags;
        this.values = values;
    }

    /** One more than the greatest index. */
    public int size() {
        return tags.length;
    }

    /** The tag at an index; 0 for index 0, an upper half, and any index out of range. */
    public int tag(int index) {
        return index > 0 && index < tags.length ? tags[index] : 0;
    }

    /** The name of a kind of entry, as in CONSTANT_<i>name</i>. */
    public static String tagName(int tag) {
        return tag >= 0 && tag < TAG_NAMES.length ? TAG_NAMES[tag] : "tag " + tag;
    }

    private Object get(int index, int tag) {
        if (tag(index) != tag) {
            throw new IllegalArgumentException(
                    "constant " + index + " is " + tagName(tag(index)) + ", not " + tagName(tag));
        }
        return values[index];
    }

    public String utf8(int index) {
        return (String) get(index, UTF8);
    }

    public int integer(int index) {
        return (Integer) get(index, INTEGER);
    }

    public long longValue(int index) {
        return (Long) get(index, LONG);
    }

    public float floatValue(int index) {
        return (Float) get(index, FLOAT);
    }

    public double doubleValue(int index) {
        return (Double) get(index, DOUBLE);
    }

    public String string(int index) {
        return (String) get(index, STRING);
    }

    /** Internal name ({@code java/lang/String}) or array descriptor ({@code [I}). */
    public String className(int index) {
        return (String) get(index, CLASS);
    }

    public NameAndType nameAndType(int index) {
        return (NameAndType) get(index, NAME_AND_TYPE);
    }

    /** Fieldref, Methodref or InterfaceMethodref; always the same object for an index. */
    public MemberRef memberRef(int index) {
        int tag = tag(index);
        if (tag < FIELDREF || tag > INTERFACE_METHODREF) {
            throw new IllegalArgumentException("constant " + index + " is " + tagName(tag) + ", not a member reference");
        }
        return (MemberRef) values[index];
    }

    public MethodHandleRef methodHandle(int index) {
        return (MethodHandleRef) get(index, METHOD_HANDLE);
    }

    /** The method descriptor. */
    public String methodType(int index) {
        return (String) get(index, METHOD_TYPE);
    }

    public DynamicRef dynamic(int index) {
        return (DynamicRef) get(index, DYNAMIC);
    }

    public DynamicRef invokeDynamic(int index) {
        return (DynamicRef) get(index, INVOKE_DYNAMIC);
    }

    /**
     * Whether ldc and bootstrap arguments may name the entry (JVMS table 4.4-C): numbers, String, Class, MethodHandle,
     * MethodType, Dynamic.
     */
    public boolean isLoadable(int index) {
        return switch (tag(index)) {
            case INTEGER, FLOAT, LONG, DOUBLE, CLASS, STRING, METHOD_HANDLE, METHOD_TYPE, DYNAMIC -> true;
            default -> false;
        };
    }

    /** CONSTANT_NameAndType (JVMS 4.4.6). */
    public record NameAndType(String name, String descriptor) { }

    /**
     * CONSTANT_Fieldref, CONSTANT_Methodref or CONSTANT_InterfaceMethodref (JVMS 4.4.2).
     *
     * @param owner          internal name of the class, or an array descriptor
     * @param interfaceOwner whether the entry is a CONSTANT_InterfaceMethodref
     */
    public record MemberRef(String owner, String name, String descriptor, boolean interfaceOwner) {
        /** Whether it names a method rather than a field. */
        public boolean isMethod() {
            return descriptor.charAt(0) == '(';
        }

        @Override
        public String toString() {
            return owner + "." + name + (isMethod() ? "" : ":") + descriptor;
        }
    }

    /**
     * CONSTANT_MethodHandle (JVMS 4.4.8).
     *
     * @param kind one of the nine reference kinds, {@link #GET_FIELD} to {@link #INVOKE_INTERFACE}
     */
    public record MethodHandleRef(int kind, MemberRef member) {
        public static final int GET_FIELD = 1;
        public static final int GET_STATIC = 2;
        public static final int PUT_FIELD = 3;
        public static final int PUT_STATIC = 4;
        public static final int INVOKE_VIRTUAL = 5;
        public static final int INVOKE_STATIC = 6;
        public static final int INVOKE_SPECIAL = 7;
        public static final int NEW_INVOKE_SPECIAL = 8;
        public static final int INVOKE_INTERFACE = 9;
    }

    /**
     * CONSTANT_Dynamic (a field descriptor) or CONSTANT_InvokeDynamic (a method descriptor), JVMS 4.4.10.
     *
     * @param bootstrap index into {@link ClassFile#bootstrapMethods()}; in range for every class that was read
     */
    public record DynamicRef(int bootstrap, String name, String descriptor) { }
}
