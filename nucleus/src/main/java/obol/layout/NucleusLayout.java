package obol.layout;

/**
 * What a core has for itself: its part of each pool that memory comes from, its processes, and its {@link CpuLayout}; and copies of what
 * never changes: the image, the suites, the tables of compiled code. That of core n is at {@link MemoryMap#NUCLEUS} + n parts of the raw
 * memory ({@code obol.nucleus.core.Cores}), at the beginning of its own. Nobody else writes it while the core runs, but for {@link #PANIC}.
 * Offsets are bytes; u64 each unless said otherwise.
 */
public final class NucleusLayout {
    private NucleusLayout() {}

    /** Address of the {@link obol.layout.image.ImageHeader}. */
    public static final int IMAGE = 0;
    /** Next free byte of the core's raw memory. */
    public static final int RAW_TOP = 8;
    /** Blocks given out, and the most that may be. */
    public static final int BLOCKS_USED = 16;
    public static final int BLOCKS_LIMIT = 24;
    /** Place in the bitmap below which no block is free: index of its quadword. */
    public static final int BLOCKS_HINT = 32;
    /** Next stack place never used, and the first of those given back (linked by their highest word). */
    public static final int STACK_TOP = 40;
    public static final int FREE_STACKS = 48;
    /** Address of the {@link BootInfo}. */
    public static final int BOOT_INFO = 56;
    /** Count and addresses of the {@link obol.layout.image.CodeSegmentLayout} records. */
    public static final int CODE_COUNT = 64;
    public static final int CODE_SEGMENTS = 72;
    public static final int CODE_SEGMENTS_MAX = 64;
    /**
     * First free piece of raw memory of each size, linked by the first word: powers of two from {@link #SMALLEST_SHIFT} to {@link #STEPS_SHIFT},
     * then four steps from each power of two to the next.
     */
    public static final int FREE_RAW = CODE_SEGMENTS + 8 * CODE_SEGMENTS_MAX;
    public static final int SMALLEST_SHIFT = 5;
    public static final int STEPS_SHIFT = 14;
    public static final int LARGEST_SHIFT = 24;
    public static final int RAW_CLASSES = STEPS_SHIFT - SMALLEST_SHIFT + 1 + 4 * (LARGEST_SHIFT - STEPS_SHIFT);
    /** One bit for each block of the heap area, set when it is given out. */
    public static final int BLOCKS = FREE_RAW + 8 * RAW_CLASSES;
    public static final int BLOCK_COUNT = (int) ((MemoryMap.HEAP_END - MemoryMap.HEAP) >> MemoryMap.BLOCK_SHIFT);
    /** All processes, linked by {@link SipLayout#NEXT_SIP}, and u32 the number that was given last. */
    public static final int SIPS = BLOCKS + BLOCK_COUNT / 8;
    public static final int LAST_SIP_NUMBER = SIPS + 8;
    /** Bytes of raw memory given out. */
    public static final int RAW_USED = SIPS + 16;
    /** u32: first page of exchange memory never used; u32 each: first free block by the logarithm of its pages. */
    public static final int EXCHANGE_TOP = SIPS + 24;
    public static final int FREE_EXCHANGE = SIPS + 28;
    /** The {@link FamilyLayout} made last; the first one is that of the first process. */
    public static final int FAMILIES = FREE_EXCHANGE + 4 * ExchangeLayout.SIZES + 7 & -8;
    /** Messages to be dropped with what is in them, linked by {@link KernelLayout.Message#NEXT_DROPPED}. */
    public static final int DROPPED = FAMILIES + 8;
    /** The first {@link DeviceLayout}. */
    public static final int DEVICES = DROPPED + 8;
    /** Count of the suites, and the addresses of their {@link obol.layout.image.ImageHeader}s. */
    public static final int SUITE_COUNT = DEVICES + 8;
    public static final int SUITES = SUITE_COUNT + 8;
    public static final int SUITES_MAX = CODE_SEGMENTS_MAX - 1;
    /** Polls at which somebody could have been killed by {@link SipLayout#STRESS_KILL}. */
    public static final int POLLS = SUITES + 8 * SUITES_MAX;
    /** The {@link TrafficLayout.Recorder}, 0: nothing is recorded. */
    public static final int RECORDER = POLLS + 8;
    /** Where the core's part of raw memory ends. */
    public static final int RAW_END = RECORDER + 8;
    /** The core's part of the heap area: indices of its first quadword of {@link #BLOCKS}, and of the one behind it. */
    public static final int BLOCKS_FIRST = RAW_END + 8;
    public static final int BLOCKS_END = BLOCKS_FIRST + 8;
    /** The core's part of the stacks. */
    public static final int STACKS_FIRST = BLOCKS_END + 8;
    public static final int STACKS_END = STACKS_FIRST + 8;
    /** u32 each: the core's part of the pages of exchange memory, of which page 0 is nobody's. */
    public static final int EXCHANGE_FIRST = STACKS_END + 8;
    public static final int EXCHANGE_END = EXCHANGE_FIRST + 4;
    /** u32, of core 0 alone, for all: 1 + the number of the core that has panicked; it alone says so and ends the machine. 0: none has. */
    public static final int PANIC = EXCHANGE_END + 4;
    /** The {@link FarLayout}, 0: there is one core. */
    public static final int FAR = PANIC + 4 + 7 & -8;
    /** The {@link CpuLayout}, at a page. */
    public static final int CPU = FAR + 8 + 4095 & -4096;
    public static final int SIZE = CPU + CpuLayout.SIZE;
}
