package obol.layout;

/** What stands before a piece of raw memory that belongs to a process. Offsets are bytes; u64 each. */
public final class OwnedLayout {
    private OwnedLayout() {}

    /** Links of the process's list {@link SipLayout#RAW}: headers. */
    public static final int NEXT = 0;
    public static final int PREVIOUS = 8;
    /** Address of the {@link SipLayout}, and the bytes of the piece with this header. */
    public static final int OWNER = 16;
    public static final int BYTES = 24;
    /** The piece itself. */
    public static final int SIZE = 32;
}
