package obol.layout;

/** Where a walk over a stack stands, raw memory. Offsets are bytes; u64 each. */
public final class FrameCursor {
    private FrameCursor() {}

    /** Return address into the frame's code. */
    public static final int PC = 0;
    /** rsp right after the call returns. */
    public static final int SP = 8;
    /** Address of the {@link obol.layout.image.SafepointLayout} record of {@link #PC}, 0 behind the oldest frame. */
    public static final int RECORD = 16;
    /** {@link RegisterSave} of the stub that this frame called, 0: it called no stub. */
    public static final int REGISTERS = 24;
    /** Start of the code segment. */
    public static final int CODE = 32;
    public static final int SIZE = 40;
}
