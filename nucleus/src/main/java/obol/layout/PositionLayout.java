package obol.layout;

/** A place in the source, a read-only record aligned to 4. Offsets are bytes. */
public final class PositionLayout {
    private PositionLayout() {}

    /** u32: address of the {@link MethodInfoLayout} record. */
    public static final int METHOD = 0;
    /** u32: line, 0 if unknown. */
    public static final int LINE = 4;
    /** u32: address of the position of the call into which this was inlined, 0: none. */
    public static final int CALLER = 8;
    public static final int SIZE = 12;
}
