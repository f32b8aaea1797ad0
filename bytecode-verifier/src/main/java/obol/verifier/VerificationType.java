package obol.verifier;

/**
 * A verification type (JVMS 4.10.1.2). A long or double is two of them, low and high half, so that each local variable
 * and stack slot has one; the high half can't be taken alone. Types are interned by {@link Types}: equal is identical.
 */
final class VerificationType {
    enum Kind { TOP, INT, FLOAT, LONG, LONG_HIGH, DOUBLE, DOUBLE_HIGH, NULL, UNINITIALIZED_THIS, UNINITIALIZED, OBJECT,
        /** Only asked for, never held: any of the three kinds above and null. */
        REFERENCE }

    static final VerificationType TOP = new VerificationType(Kind.TOP, "top", -1);
    static final VerificationType INT = new VerificationType(Kind.INT, "int", -1);
    static final VerificationType FLOAT = new VerificationType(Kind.FLOAT, "float", -1);
    static final VerificationType LONG = new VerificationType(Kind.LONG, "long", -1);
    static final VerificationType LONG_HIGH = new VerificationType(Kind.LONG_HIGH, "second half of long", -1);
    static final VerificationType DOUBLE = new VerificationType(Kind.DOUBLE, "double", -1);
    static final VerificationType DOUBLE_HIGH = new VerificationType(Kind.DOUBLE_HIGH, "second half of double", -1);
    static final VerificationType NULL = new VerificationType(Kind.NULL, "null", -1);
    static final VerificationType UNINITIALIZED_THIS =
            new VerificationType(Kind.UNINITIALIZED_THIS, "uninitializedThis", -1);

    static final VerificationType REFERENCE = new VerificationType(Kind.REFERENCE, "reference", -1);
    static final VerificationType INT_ARRAY = newObject("[I");
    static final VerificationType LONG_ARRAY = newObject("[J");
    static final VerificationType FLOAT_ARRAY = newObject("[F");
    static final VerificationType DOUBLE_ARRAY = newObject("[D");
    static final VerificationType CHAR_ARRAY = newObject("[C");
    static final VerificationType SHORT_ARRAY = newObject("[S");

    private final Kind kind;
    private final String name;
    private final int bci;

    private VerificationType(Kind kind, String name, int bci) {
        this.kind = kind;
        this.name = name;
        this.bci = bci;
    }

    /** For {@link Types} only, which interns. */
    static VerificationType newObject(String name) {
        return new VerificationType(Kind.OBJECT, name, -1);
    }

    /** For {@link Types} only, which interns. */
    static VerificationType newUninitialized(int bci) {
        return new VerificationType(Kind.UNINITIALIZED, "uninitialized(" + bci + ")", bci);
    }

    Kind kind() {
        return kind;
    }

    /** Internal name or array descriptor of an OBJECT. */
    String name() {
        return name;
    }

    /** The {@code new} instruction of an UNINITIALIZED. */
    int bci() {
        return bci;
    }

    boolean isObject() {
        return kind == Kind.OBJECT;
    }

    boolean isArray() {
        return kind == Kind.OBJECT && name.charAt(0) == '[';
    }

    boolean isUninitialized() {
        return kind == Kind.UNINITIALIZED || kind == Kind.UNINITIALIZED_THIS;
    }

    /** A subtype of {@code reference} in the hierarchy of 4.10.1.2: also null and uninitialised objects. */
    boolean isReference() {
        return kind == Kind.OBJECT || kind == Kind.NULL || isUninitialized();
    }

    /** The low half of two. */
    boolean isWide() {
        return kind == Kind.LONG || kind == Kind.DOUBLE;
    }

    boolean isHigh() {
        return kind == Kind.LONG_HIGH || kind == Kind.DOUBLE_HIGH;
    }

    /** What lies in the slot above a wide type. */
    VerificationType high() {
        return kind == Kind.LONG ? LONG_HIGH : DOUBLE_HIGH;
    }

    /** A value of one slot that stack instructions may move: not top, nor half of a long or double. */
    boolean isCategory1() {
        return kind == Kind.INT || kind == Kind.FLOAT || isReference();
    }

    int slots() {
        return isWide() ? 2 : 1;
    }

    /** As messages show it: the binary name of a class, dots for slashes. */
    @Override
    public String toString() {
        return kind == Kind.OBJECT ? name.replace('/', '.') : name;
    }
}
