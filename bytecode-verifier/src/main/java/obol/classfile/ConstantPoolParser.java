package obol.classfile;

import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import obol.classfile.ConstantPool.NameAndType;

/**
 * Reads and checks a constant pool: structure first, then every entry against those it refers to (JVMS 4.4). Each
 * grammar is checked once for each entry, so the time is linear in the size of the pool's bytes.
 */
final class ConstantPoolParser {
    private static final int CHECKED_CLASS = 1;
    private static final int CHECKED_FIELD_NAME = 2;
    private static final int CHECKED_METHOD_NAME = 4;
    private static final int CHECKED_FIELD_TYPE = 8;
    private static final int CHECKED_METHOD_TYPE = 16;

    private final ByteInput in;
    private final int major;
    private final byte[] tags;
    private final Object[] values;
    /** The two indices of an entry that refers to others: {@code first << 16 | second}. */
    private final int[] links;
    /** For Utf8 entries, the grammars that the text is known to satisfy. */
    private final byte[] checked;

    private ConstantPoolParser(ByteInput in, int major, int count) {
        this.in = in;
        this.major = major;
        tags = new byte[count];
        values = new Object[count];
        links = new int[count];
        checked = new byte[count];
    }

    static ConstantPoolParser parse(ByteInput in, int major) throws ClassFormatException {
        int count = in.u2();
        if (count == 0) {
            throw in.wrong("constant_pool_count is 0");
        }
        ConstantPoolParser parser = new ConstantPoolParser(in, major, count);
        parser.readEntries();
        parser.link();
        return parser;
    }

    /** The finished pool; shares its arrays with this parser. */
    ConstantPool result() {
        return new ConstantPool(tags, values);
    }

    private void readEntries() throws ClassFormatException {
        for (int i = 1; i < tags.length; i++) {
            int tag = in.u1();
            switch (tag) {
                case ConstantPool.UTF8 -> values[i] = readUtf8();
                case ConstantPool.INTEGER -> values[i] = in.s4();
                case ConstantPool.FLOAT -> values[i] = Float.intBitsToFloat(in.s4());
                case ConstantPool.LONG -> values[i] = in.s8();
                case ConstantPool.DOUBLE -> values[i] = Double.longBitsToDouble(in.s8());
                case ConstantPool.CLASS, ConstantPool.STRING -> links[i] = in.u2();
                case ConstantPool.FIELDREF, ConstantPool.METHODREF, ConstantPool.INTERFACE_METHODREF,
                     ConstantPool.NAME_AND_TYPE -> links[i] = in.s4();
                case ConstantPool.METHOD_HANDLE -> {
                    requireMajor(51, tag);
                    links[i] = in.u1() << 16 | in.u2();
                }
                case ConstantPool.METHOD_TYPE -> {
                    requireMajor(51, tag);
                    links[i] = in.u2();
                }
                case ConstantPool.DYNAMIC -> {
                    requireMajor(55, tag);
                    links[i] = in.s4();
                }
                case ConstantPool.INVOKE_DYNAMIC -> {
                    requireMajor(51, tag);
                    links[i] = in.s4();
                }
                case ConstantPool.MODULE, ConstantPool.PACKAGE -> {
                    requireMajor(53, tag);
                    links[i] = in.u2();
                }
                default -> throw in.wrong("constant " + i + " has the unknown tag " + tag);
            }
            tags[i] = (byte) tag;
            if (tag == ConstantPool.LONG || tag == ConstantPool.DOUBLE) {
                i++;
                if (i >= tags.length) {
                    throw in.wrong("no room for the upper half of constant " + (i - 1));
                }
            }
        }
    }

    private void requireMajor(int least, int tag) throws ClassFormatException {
        if (major < least) {
            throw in.wrong("CONSTANT_" + ConstantPool.tagName(tag) + " in version " + major + ", needs " + least);
        }
    }

    /** Modified UTF-8 (JVMS 4.4.7); surrogates need not come in pairs. */
    private String readUtf8() throws ClassFormatException {
        int length = in.u2();
        int at = in.position();
        in.skip(length);
        byte[] bytes = in.array();
        int end = at + length;
        char[] chars = new char[length];
        int n = 0;
        while (at < end) {
            int b = bytes[at];
            if (b > 0) {
                chars[n++] = (char) b;
                at++;
            } else if ((b & 0xe0) == 0xc0 && at + 1 < end && (bytes[at + 1] & 0xc0) == 0x80) {
                chars[n++] = (char) ((b & 0x1f) << 6 | bytes[at + 1] & 0x3f);
                at += 2;
            } else if ((b & 0xf0) == 0xe0 && at + 2 < end
                    && (bytes[at + 1] & 0xc0) == 0x80 && (bytes[at + 2] & 0xc0) == 0x80) {
                chars[n++] = (char) ((b & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f);
                at += 3;
            } else {
                throw in.wrong("byte " + (b & 0xff) + " at offset " + at + " is no modified UTF-8");
            }
        }
        return new String(chars, 0, n);
    }

    /** Passes in the order of reference: leaves, then NameAndType, then members, then what refers to members. */
    private void link() throws ClassFormatException {
        for (int i = 1; i < tags.length; i++) {
            switch (tags[i]) {
                case ConstantPool.CLASS -> values[i] = classOrArrayName(links[i]);
                case ConstantPool.STRING -> values[i] = utf8(links[i]);
                case ConstantPool.METHOD_TYPE -> values[i] = methodDescriptor(links[i]);
                case ConstantPool.MODULE, ConstantPool.PACKAGE -> values[i] = utf8(links[i]);
                case ConstantPool.NAME_AND_TYPE -> values[i] = nameAndTypeOf(links[i]);
                default -> { }
            }
        }
        for (int i = 1; i < tags.length; i++) {
            switch (tags[i]) {
                case ConstantPool.FIELDREF, ConstantPool.METHODREF, ConstantPool.INTERFACE_METHODREF ->
                    values[i] = member(i);
                case ConstantPool.DYNAMIC, ConstantPool.INVOKE_DYNAMIC -> values[i] = dynamic(i);
                default -> { }
            }
        }
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == ConstantPool.METHOD_HANDLE) {
                values[i] = methodHandle(i);
            }
        }
    }

    private Object entry(int index, int tag) throws ClassFormatException {
        if (index == 0 || index >= tags.length || tags[index] != tag) {
            int found = index < tags.length ? tags[index] : 0;
            throw in.wrong("constant " + index + " is " + ConstantPool.tagName(found) + ", not "
                    + ConstantPool.tagName(tag));
        }
        return values[index];
    }

    private NameAndType nameAndTypeOf(int link) throws ClassFormatException {
        String descriptor = utf8(link & 0xffff);
        if (descriptor.startsWith("(")) {
            methodDescriptor(link & 0xffff);
            return new NameAndType(methodName(link >>> 16), descriptor);
        }
        fieldDescriptor(link & 0xffff);
        return new NameAndType(fieldName(link >>> 16), descriptor);
    }

    private MemberRef member(int i) throws ClassFormatException {
        String owner = (String) entry(links[i] >>> 16, ConstantPool.CLASS);
        NameAndType nameAndType = (NameAndType) entry(links[i] & 0xffff, ConstantPool.NAME_AND_TYPE);
        String name = nameAndType.name();
        String descriptor = nameAndType.descriptor();
        boolean method = descriptor.startsWith("(");
        if (method != (tags[i] != ConstantPool.FIELDREF)) {
            throw in.wrong("constant " + i + ", a " + ConstantPool.tagName(tags[i]) + ", has the descriptor " + descriptor);
        }
        boolean ofInterface = tags[i] == ConstantPool.INTERFACE_METHODREF;
        if (method && name.startsWith("<")
                && (ofInterface || !name.equals("<init>") || !descriptor.endsWith(")V"))) {
            throw in.wrong("constant " + i + " names the method " + name + descriptor);
        }
        return new MemberRef(owner, name, descriptor, ofInterface);
    }

    private DynamicRef dynamic(int i) throws ClassFormatException {
        NameAndType nameAndType = (NameAndType) entry(links[i] & 0xffff, ConstantPool.NAME_AND_TYPE);
        boolean method = nameAndType.descriptor().startsWith("(");
        if (method != (tags[i] == ConstantPool.INVOKE_DYNAMIC) || method && nameAndType.name().startsWith("<")) {
            throw in.wrong("constant " + i + ", a " + ConstantPool.tagName(tags[i]) + ", names "
                    + nameAndType.name() + nameAndType.descriptor());
        }
        return new DynamicRef(links[i] >>> 16, nameAndType.name(), nameAndType.descriptor());
    }

    private MethodHandleRef methodHandle(int i) throws ClassFormatException {
        int kind = links[i] >>> 16;
        int index = links[i] & 0xffff;
        int tag = index < tags.length ? tags[index] : 0;
        boolean tagFits = switch (kind) {
            case MethodHandleRef.GET_FIELD, MethodHandleRef.GET_STATIC, MethodHandleRef.PUT_FIELD,
                 MethodHandleRef.PUT_STATIC -> tag == ConstantPool.FIELDREF;
            case MethodHandleRef.INVOKE_VIRTUAL, MethodHandleRef.NEW_INVOKE_SPECIAL -> tag == ConstantPool.METHODREF;
            case MethodHandleRef.INVOKE_STATIC, MethodHandleRef.INVOKE_SPECIAL ->
                tag == ConstantPool.METHODREF || tag == ConstantPool.INTERFACE_METHODREF && major >= 52;
            case MethodHandleRef.INVOKE_INTERFACE -> tag == ConstantPool.INTERFACE_METHODREF;
            default -> false;
        };
        if (!tagFits) {
            throw in.wrong("constant " + i + ", a MethodHandle of kind " + kind + ", refers to "
                    + ConstantPool.tagName(tag));
        }
        MemberRef member = (MemberRef) values[index];
        if (member.isMethod() && member.name().equals("<init>") != (kind == MethodHandleRef.NEW_INVOKE_SPECIAL)) {
            throw in.wrong("constant " + i + ", a MethodHandle of kind " + kind + ", refers to " + member);
        }
        return new MethodHandleRef(kind, member);
    }

    String utf8(int index) throws ClassFormatException {
        return (String) entry(index, ConstantPool.UTF8);
    }

    /** Null for index 0. */
    String optionalUtf8(int index) throws ClassFormatException {
        return index == 0 ? null : utf8(index);
    }

    String classOrArrayName(int index) throws ClassFormatException {
        String name = utf8(index);
        if ((checked[index] & CHECKED_CLASS) == 0) {
            require(Names.isClassOrArray(name), "class name", name);
            checked[index] |= CHECKED_CLASS;
        }
        return name;
    }

    String fieldName(int index) throws ClassFormatException {
        String name = utf8(index);
        if ((checked[index] & CHECKED_FIELD_NAME) == 0) {
            require(Names.isUnqualified(name), "unqualified name", name);
            checked[index] |= CHECKED_FIELD_NAME;
        }
        return name;
    }

    String methodName(int index) throws ClassFormatException {
        String name = utf8(index);
        if ((checked[index] & CHECKED_METHOD_NAME) == 0) {
            require(Names.isMethod(name), "method name", name);
            checked[index] |= CHECKED_METHOD_NAME;
        }
        return name;
    }

    String fieldDescriptor(int index) throws ClassFormatException {
        String text = utf8(index);
        if ((checked[index] & CHECKED_FIELD_TYPE) == 0) {
            require(Descriptor.isField(text), "field descriptor", text);
            checked[index] |= CHECKED_FIELD_TYPE;
        }
        return text;
    }

    String methodDescriptor(int index) throws ClassFormatException {
        String text = utf8(index);
        if ((checked[index] & CHECKED_METHOD_TYPE) == 0) {
            require(Descriptor.isMethod(text), "method descriptor", text);
            checked[index] |= CHECKED_METHOD_TYPE;
        }
        return text;
    }

    /** The name in a CONSTANT_Class that must be no array. */
    String className(int index) throws ClassFormatException {
        String name = (String) entry(index, ConstantPool.CLASS);
        require(!name.startsWith("["), "class name", name);
        return name;
    }

    /** Null for index 0. */
    String optionalClassName(int index) throws ClassFormatException {
        return index == 0 ? null : className(index);
    }

    NameAndType nameAndType(int index) throws ClassFormatException {
        return (NameAndType) entry(index, ConstantPool.NAME_AND_TYPE);
    }

    /** The entry as object, which must have the tag. */
    Object constant(int index, int tag) throws ClassFormatException {
        return entry(index, tag);
    }

    private void require(boolean satisfied, String kind, String text) throws ClassFormatException {
        if (!satisfied) {
            throw in.wrong("no " + kind + ": " + (text.length() > 200 ? text.substring(0, 200) + "..." : text));
        }
    }
}
