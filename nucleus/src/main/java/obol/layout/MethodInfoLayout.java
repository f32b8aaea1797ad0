package obol.layout;

/** A method, a read-only record. Offsets are bytes. */
public final class MethodInfoLayout {
    private MethodInfoLayout() {}

    /** u32: code offset; {@link #NO_CODE} if it was inlined everywhere. */
    public static final int CODE = 0;
    /** u32: bytes of code. */
    public static final int CODE_SIZE = 4;
    /** u32: hub of the class that declares it. */
    public static final int HUB = 8;
    /** u32: String, the name. */
    public static final int NAME = 12;
    /** u32: bits, {@link #HIDDEN} ... */
    public static final int FLAGS = 16;
    public static final int SIZE = 20;

    public static final int NO_CODE = -1;
    /** Left out of stack traces. */
    public static final int HIDDEN = 1;
}
