package obol.layout;

/**
 * A software-isolated process: raw memory. Only the processor that runs its threads writes it.
 * Offsets are bytes; u64 each unless said otherwise. Lists of blocks hold block numbers, see {@link BlockLayout}.
 */
public final class SipLayout {
    private SipLayout() {}

    /** u32: the process's number, from 1. */
    public static final int NUMBER = 0;
    /** u32: bits of {@link #STRESS_COLLECT} ... */
    public static final int STRESS = 4;
    /** Its block of statics and its table of mirrors; {@link ThreadLayout} has copies. */
    public static final int STATICS = 8;
    public static final int MIRRORS = 16;
    /** Its threads, linked by {@link ThreadLayout#NEXT_IN_SIP}. */
    public static final int THREADS = 24;
    /** u32: threads that have started and not ended, and those of them that are no daemons. */
    public static final int THREAD_COUNT = 32;
    public static final int USER_THREAD_COUNT = 36;
    /** u32: the number that the next thread gets if none is free. */
    public static final int NEXT_THREAD_NUMBER = 40;
    /** u32: state of the generator of identity hashes. */
    public static final int HASH_STATE = 44;
    public static final int CPU = 48;
    /** Class initialisers that run: {@link InitLayout}. */
    public static final int INITIALIZATIONS = 56;
    /** Monitors of objects outside the heap that are entered now, linked by {@link MonitorLayout#NEXT}. */
    public static final int SHARED_MONITORS = 64;
    /** The thread that waits until only daemons are left; 0: none. */
    public static final int JOINER = 72;

    /** The allocation buffer while none of its threads runs. */
    public static final int ALLOC_TOP = 80;
    public static final int ALLOC_END = 88;

    /** u32 each: blocks owned, the most that may be, and how many may be nursery before it is collected. */
    public static final int BLOCKS_USED = 96;
    public static final int BLOCKS_QUOTA = 100;
    public static final int NURSERY_LIMIT = 104;
    public static final int NURSERY_BLOCKS = 108;
    /** u32 each: nursery blocks, newest first; survivor blocks, newest first; mature and large ones. */
    public static final int NURSERY = 112;
    public static final int SURVIVORS = 116;
    public static final int SURVIVOR_BLOCKS = 120;
    public static final int MATURE = 124;
    public static final int LARGE = 128;
    /** u32: mature blocks with free lines that have not been tried since the last full collection. */
    public static final int RECYCLED = 132;
    /** u32: blocks of mature and large objects, and at how many of them a full collection is due. */
    public static final int MATURE_BLOCKS = 136;
    public static final int FULL_TRIGGER = 140;
    /** Where survivors are copied to. */
    public static final int SURVIVOR_TOP = 144;
    public static final int SURVIVOR_END = 152;
    /** Where mature objects are put: free lines, and for objects longer than a line a block of its own. */
    public static final int MATURE_TOP = 160;
    public static final int MATURE_END = 168;
    public static final int MEDIUM_TOP = 176;
    public static final int MEDIUM_END = 184;
    /** The collector's work while it runs: forwarded objects not yet scanned, linked through their old lock words. */
    public static final int GREY = 192;
    /** Top of the mark stack, the limits of its current block, and u32 its blocks, newest first. */
    public static final int MARK_TOP = 200;
    public static final int MARK_BASE = 208;
    public static final int MARK_END = 216;
    public static final int MARK_BLOCKS = 224;
    /** u32: the mark stack could not grow and an object was dropped from it. */
    public static final int MARK_OVERFLOW = 228;
    /** u32: references with a referent that was not marked when they were met, linked by their own field. */
    public static final int DISCOVERED = 232;
    /** u32: bits of {@link #COLLECT_FULL} ...: what the collection under way has been asked for. */
    public static final int COLLECTION = 236;
    /** Counts for reports: collections by kind, bytes allocated. */
    public static final int MINOR_COUNT = 240;
    public static final int FULL_COUNT = 248;
    public static final int ALLOCATED = 256;
    /** A walker of frames for the collector: {@link FrameCursor}. */
    public static final int CURSOR = 264;
    /** u32: the line of the first recycled block where the search for free lines goes on. */
    public static final int RECYCLED_LINE = 304;
    /** u32: what a visit to a reference does now: {@link #PHASE_COPY} ... */
    public static final int PHASE = 308;
    /** u32: not 0 while an OutOfMemoryError is made. */
    public static final int IN_OUT_OF_MEMORY = 312;
    /** u32: of so many occasions for STRESS_COLLECT one is taken. */
    public static final int STRESS_EVERY = 316;

    /** u32 each: references that are roots. */
    public static final int ROOTS = 320;
    /** References whose referents have been cleared and that are not yet enqueued, linked by their field discovered. */
    public static final int PENDING = 320;
    /** An OutOfMemoryError and a StackOverflowError for when there is no room for a new one. */
    public static final int OUT_OF_MEMORY = 324;
    public static final int STACK_OVERFLOW = 328;
    /** Why classes could not be initialised: a list of {@code InitFailure}. */
    public static final int INIT_FAILURES = 332;
    /** The Thread that takes what is PENDING, from when there is a reference that has a queue; it starts when something is. 0: nothing is ever. */
    public static final int REFERENCE_HANDLER = 336;
    public static final int ROOTS_END = 384;
    /** u32: table of interned strings, an Object[] whose elements are weak. */
    public static final int INTERNED = 384;
    public static final int INTERNED_COUNT = 388;
    /** u32: occasions for STRESS_COLLECT that are still to be let pass. */
    public static final int STRESS_LEFT = 392;
    /** u32: not 0 once the REFERENCE_HANDLER has been started. */
    public static final int REFERENCE_HANDLER_STARTED = 396;
    /** The threads that wait for PENDING to hold something, first and last. */
    public static final int PENDING_WAIT = 400;
    /** All processes, linked. */
    public static final int NEXT_SIP = 416;
    /** The process that made it and has not ended; 0: none, then nobody is told of its end. */
    public static final int PARENT = 424;
    /** u32: number of its program in the image's table. */
    public static final int PROGRAM = 432;
    /** u32: {@link #LIFE_RUNNING} ...; why it ended, {@link #REASON_NONE} ..., and with what status. */
    public static final int LIFE = 436;
    public static final int REASON = 440;
    public static final int STATUS = 444;
    /** Nanoseconds since 1970 when it was made, and nanoseconds that its threads have run. */
    public static final int START_TIME = 448;
    public static final int TIME = 456;
    /** Threads of other processes that wait for its end, first and last. */
    public static final int WAITERS = 464;
    /** Its pieces of raw memory, a list that {@code OwnedMemory} keeps, and the bytes of all of them. */
    public static final int RAW = 480;
    public static final int RAW_USED = 488;
    /** u32 each: its first exchange block ({@link ExchangeLayout}), pages of all of them, and how many may be. */
    public static final int EXCHANGE = 496;
    public static final int EXCHANGE_USED = 500;
    public static final int EXCHANGE_QUOTA = 504;
    /** u32: bytes of {@link #ARGUMENTS}. */
    public static final int ARGUMENTS_SIZE = 508;
    /** An owned piece with its arguments, each of them UTF-8 and a 0 byte; 0: as the machine was booted. */
    public static final int ARGUMENTS = 512;
    /**
     * A piece of raw memory of {@link #TRACE_MOST} bytes with what its threads did at its end, or do while it is read; 0: none. A
     * {@link FrameCursor} is at its end.
     */
    public static final int TRACE = 520;
    /** Its kernel objects, and those messages under way that it pays for: a list ({@link KernelLayout}), and the bytes of all. */
    public static final int KERNEL = 528;
    public static final int KERNEL_USED = 536;
    /** Its table of handles, an owned piece; u32 each: entries, those in use, and the first free one that was used before. */
    public static final int HANDLES = 544;
    public static final int HANDLES_SIZE = 552;
    public static final int HANDLES_USED = 556;
    public static final int HANDLES_FREE = 560;
    /** u32: entries that have ever been used, entry 0 among them. */
    public static final int HANDLES_TOP = 564;
    /** Counts what may have made something ready for it; and the threads that wait for the next such event, first and last. */
    public static final int EVENTS = 568;
    public static final int EVENT_WAITERS = 576;
    /** Its threads that could run if it were not stopped, first and last; u32: why it is, bits of {@link #STOPPED_BY_USER} ... */
    public static final int HELD = 592;
    public static final int STOPPED = 608;
    /** Address of the {@link obol.layout.image.ImageHeader} of the suite that has its program; 0: the image itself has it. */
    public static final int SUITE = 616;
    /** u32: initialisers of classes that have been begun; and nanoseconds that the process has run while they were under way. */
    public static final int INITIALIZERS = 624;
    public static final int INITIALIZERS_TIME = 632;
    /** Its threads that are ready, first and last; and while there are any, links of {@link CpuLayout#RUNNABLE}; u32: whether there are. */
    public static final int READY = 640;
    public static final int NEXT_RUNNABLE = 656;
    public static final int PREVIOUS_RUNNABLE = 664;
    public static final int IS_RUNNABLE = 672;
    /** u32 each: its share of the processor beside others, 1 to {@link #PRIORITY_MOST}, and how fast virtual time goes for it. */
    public static final int PRIORITY = 676;
    public static final int PACE = 680;
    /** u32: threads that there are, started or not; u32 each: how many may be, and how many handles. */
    public static final int THREAD_STRUCTURES = 684;
    public static final int THREAD_QUOTA = 688;
    public static final int HANDLE_QUOTA = 692;
    /** Time that it has run, as the scheduler counts: the slower, the higher its priority is. */
    public static final int VIRTUAL_TIME = 696;
    /** Its {@link FamilyLayout}. */
    public static final int FAMILY = 704;
    /** u32 each: blocks that are its own whatever others take, and those that its family has been charged for it. */
    public static final int BLOCKS_RESERVED = 712;
    public static final int BLOCKS_CHARGED = 716;
    /** While others run in the middle of its collection: the thread that collects, and that one's SAVED_SP where its own code had called. */
    public static final int COLLECTING = 720;
    public static final int COLLECTING_SP = 728;
    /** u32: not 0 while messages to it are recorded. */
    public static final int RECORDED = 736;
    /** u32: pages that its stacks may touch. */
    public static final int STACK_PAGES = 740;
    /** u32: number of its parent if that is on another core, else 0; u32: bit of each other core that is to be told of its end. */
    public static final int FAR_PARENT = 744;
    public static final int WATCHERS = 748;
    /** u32: not 0 once it has made a process on another core. */
    public static final int FAR_CHILDREN = 752;
    /** u32: bytes taken by {@link #TRACE}. */
    public static final int TRACE_SIZE = 756;
    public static final int SIZE = 760;

    public static final int STOPPED_BY_USER = 1;
    /** Only the thread that collects may run. */
    public static final int STOPPED_BY_COLLECTION = 2;
    /** Its parent, on another core, has not started it yet. */
    public static final int STOPPED_BY_BIRTH = 4;

    public static final int PRIORITY_USUAL = 10;
    public static final int PRIORITY_MOST = 20;

    /** Most bytes of kernel objects that a process may have. */
    public static final long KERNEL_MOST = 16 << 20;

    public static final int TRACE_MOST = 8192;

    public static final int LIFE_RUNNING = 0;
    /** Asked to end; some of its threads are still in trusted code. */
    public static final int LIFE_DYING = 1;
    /** Nothing is left but this structure, for the parent to read. */
    public static final int LIFE_ENDED = 2;

    public static final int REASON_NONE = 0;
    /** System.exit, or its last thread that is no daemon has ended. */
    public static final int REASON_EXIT = 1;
    /** Its first thread ended with an exception that nobody caught. */
    public static final int REASON_EXCEPTION = 2;
    public static final int REASON_KILLED = 3;

    /** Statuses that go with {@link #REASON_EXCEPTION} and {@link #REASON_KILLED}, as shells have them. */
    public static final int STATUS_EXCEPTION = 134;
    public static final int STATUS_KILLED = 137;
    /** An executable's status after an uncaught exception, as HotSpot's. */
    public static final int STATUS_FIRST_EXCEPTION = 1;

    /** Collect at every slow path of allocation and at every poll, or at each STRESS_EVERY-th; the guard word is never at rest. */
    public static final int STRESS_COLLECT = 1;
    /** Switch threads at every poll. */
    public static final int STRESS_PREEMPT = 2;
    /** Check the whole heap before and after each collection. */
    public static final int STRESS_VERIFY = 4;
    /** Fill memory that is given back with {@link #POISON}. */
    public static final int STRESS_POISON = 8;
    /**
     * Of the polls of all processes but those in the first one's own family, at each STRESS_EVERY-th the process that polls is killed there.
     */
    public static final int STRESS_KILL = 16;
    /** Those for which the guard word is never at rest. */
    public static final int STRESS_AT_POLLS = STRESS_COLLECT | STRESS_PREEMPT | STRESS_KILL;
    public static final long POISON = 0xDEADBEEF_DEADBEEFL;

    /** Every survivor of the nursery becomes mature; then mature objects are marked and swept. */
    public static final int COLLECT_FULL = 1;
    /** Soft references are cleared too. */
    public static final int COLLECT_SOFT = 2;

    public static final int PHASE_COPY = 0;
    public static final int PHASE_MARK = 1;
    public static final int PHASE_VERIFY = 2;
}
