package obol.layout;

/**
 * The virtual address space, the same on every port. References are 32 bits wide and unscaled, so everything that a
 * reference can name lies below 4 GiB; everything that an instruction names by a signed 32-bit displacement (code, hubs,
 * side tables) lies below 2 GiB. Addresses are bytes.
 */
public final class MemoryMap {
    private MemoryMap() {}

    /** [0, NULL_AREA) is never mapped: an access through null with a displacement below it traps. */
    public static final long NULL_AREA = 0x10000;

    /** Start of the image: code first, then read-only data, then the data that is copied for each process. */
    public static final long IMAGE = 0x0040_0000L;
    public static final long IMAGE_END = 0x4000_0000L;

    /** One byte for each 512 bytes below 4 GiB. */
    public static final int CARD_SHIFT = 9;
    public static final long CARD_TABLE = 0x4000_0000L;
    public static final long CARD_TABLE_SIZE = 1L << (32 - CARD_SHIFT);

    /** One {@link BlockLayout} entry for each 32 KiB below 4 GiB. */
    public static final int BLOCK_SHIFT = 15;
    public static final long BLOCK_SIZE = 1L << BLOCK_SHIFT;
    public static final long BLOCK_TABLE = 0x4100_0000L;

    /** One {@link ExchangeLayout} entry for each 4 KiB of exchange memory. */
    public static final long EXCHANGE_TABLE = 0x4200_0000L;

    /** One mark bit for each 8 bytes below 4 GiB. */
    public static final long MARK_BITS = 0x4800_0000L;
    /** One object-start bit for each 8 bytes below 4 GiB. */
    public static final long START_BITS = 0x4C00_0000L;
    public static final long BITMAP_SIZE = 1L << 26;

    /** Raw memory of the nucleus below 2 GiB: CPU, process and thread structures, statics blocks. */
    public static final long NUCLEUS = 0x5000_0000L;
    public static final long NUCLEUS_END = 0x7000_0000L;

    /** Heap blocks of all processes. */
    public static final long HEAP = 0x8000_0000L;
    public static final long HEAP_END = 0xF000_0000L;

    /** Exchange memory: blocks with owner and generation. */
    public static final long EXCHANGE = 0x1_0000_0000L;
    public static final long EXCHANGE_END = 0x2_0000_0000L;

    /** Thread stacks, each with a guard page below. */
    public static final long STACKS = 0x2_0000_0000L;
    public static final long STACKS_END = 0x3_0000_0000L;
}
