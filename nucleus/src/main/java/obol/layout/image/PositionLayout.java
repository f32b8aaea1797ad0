package obol.layout.image;

/** A place in the source, a read-only record aligned to 8. Offsets are bytes. */
public final class PositionLayout {
    private PositionLayout() {}

    /** u16: line, 0 if unknown. */
    public static final int LINE = 0;
    /** u24: how far before this one the {@link MethodInfoLayout} record lies, in units of 4 bytes. */
    public static final int METHOD = 2;
    /** u24: how many positions before this one that of the call stands into which this was inlined, 0: none. */
    public static final int CALLER = 5;
    public static final int SIZE = 8;
}
