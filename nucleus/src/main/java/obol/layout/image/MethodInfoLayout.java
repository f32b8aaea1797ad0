package obol.layout.image;

/** A method, a read-only record. Offsets are bytes. */
public final class MethodInfoLayout {
    private MethodInfoLayout() {}

    /** u32: code offset; {@link #NO_CODE} if it was inlined everywhere. */
    public static final int CODE = 0;
    /** u24: bytes of code. */
    public static final int CODE_SIZE = 4;
    /** u8: bits, {@link #HIDDEN} ... */
    public static final int FLAGS = 7;
    /** u32: hub of the class that declares it. */
    public static final int HUB = 8;
    /** u32: address of the name, UTF-8 up to a 0 byte. */
    public static final int NAME = 12;
    public static final int SIZE = 16;

    public static final int NO_CODE = -1;
    /** Left out of stack traces. */
    public static final int HIDDEN = 1;
    /** A constructor. */
    public static final int CONSTRUCTOR = 2;
    /** {@code fillInStackTrace}. */
    public static final int FILLS_TRACE = 4;
}
