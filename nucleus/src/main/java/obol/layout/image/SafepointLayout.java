package obol.layout.image;

/** What holds at a return address, a read-only record aligned to 4; equal records are stored once. Offsets are bytes. */
public final class SafepointLayout {
    private SafepointLayout() {}

    /** u32: code offset of the handler block, 0: none here. */
    public static final int HANDLER = 0;
    /** u16: size of the frame in words of 8 bytes, without the return address. */
    public static final int FRAME_WORDS = 4;
    /** u16: registers (by hardware number) that hold references; only where a stub was called. */
    public static final int REGISTERS = 6;
    /** u16: {@link #STUB_FRAME} ... */
    public static final int FLAGS = 8;
    /** u16: bytes of map that follow. */
    public static final int MAP_BYTES = 10;
    /** Bit k of the map, from the lowest bit of the first byte: the word at {@code sp + 8 * k} holds a reference. */
    public static final int MAP = 12;

    /** The frame is a stub's: its lowest words are a {@link obol.layout.RegisterSave}, which belongs to the caller. */
    public static final int STUB_FRAME = 1;
    /** The oldest frame of a thread. */
    public static final int ENTRY_FRAME = 2;
}
