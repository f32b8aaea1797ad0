package obol.layout;

/** The entry of a block of 32 KiB in the block table. Offsets are bytes. A link is a block's number (address / 32 KiB), 0: none. */
public final class BlockLayout {
    private BlockLayout() {}

    /** u32: address of the owner's {@link SipLayout}, 0 if the block is free. */
    public static final int OWNER = 0;
    /** u8: {@link #KIND_FREE} ... */
    public static final int KIND = 4;
    /** u16: of a mature block: how many lines the last full collection found free. */
    public static final int FREE_LINES = 6;
    /** u32: next block of the owner's list of this kind. */
    public static final int NEXT = 8;
    /** u32: of a mature block: next one with free lines. */
    public static final int NEXT_RECYCLED = 12;
    /** u32: of a large object's first block: number of its blocks; of its others: distance to the first. */
    public static final int SPAN = 12;
    /** Of a nursery or survivor block: u32 address behind its last object. */
    public static final int TOP = 16;
    /** Of a mature block: one bit for each line of 256 bytes, set when it holds a live object. */
    public static final int LINES = 16;
    public static final int SHIFT = 5;
    public static final int SIZE = 1 << SHIFT;

    public static final int LINE_SHIFT = 8;
    public static final int LINE_SIZE = 1 << LINE_SHIFT;
    public static final int LINES_PER_BLOCK = 1 << (MemoryMap.BLOCK_SHIFT - LINE_SHIFT);

    public static final int KIND_FREE = 0;
    /** New objects, one behind the other from the block's start to {@link #TOP}. */
    public static final int KIND_NURSERY = 1;
    /** Objects that have outlived one minor collection, as in the nursery. */
    public static final int KIND_SURVIVOR = 2;
    /** Objects that stay where they are; starts are in the start bits. */
    public static final int KIND_MATURE = 3;
    /** One object over the blocks of a span: the first block, and the others. */
    public static final int KIND_LARGE = 4;
    public static final int KIND_LARGE_REST = 5;
    /** The collector's stack of objects to scan. */
    public static final int KIND_STACK = 6;
    /** During a minor collection: what was a survivor block when it began. */
    public static final int KIND_AGED = 7;
}
