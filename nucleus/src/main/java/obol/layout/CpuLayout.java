package obol.layout;

/**
 * A processor: it runs one thread at a time. Only it writes this, but for {@link #SLEEPS}. Offsets are bytes; u64 each unless said
 * otherwise.
 */
public final class CpuLayout {
    private CpuLayout() {}

    /** Most cores that are used. */
    public static final int MOST = 8;

    /** The thread that runs. */
    public static final int CURRENT = 0;
    /** Processes with threads that are ready, the one with the least {@link SipLayout#VIRTUAL_TIME} first, linked by its NEXT_RUNNABLE. */
    public static final int RUNNABLE = 8;
    /** The most virtual time that a process had when it was given the processor by its turn. */
    public static final int VIRTUAL_TIME = 16;
    /** Waiting threads with a deadline, the earliest first, linked by {@link ThreadRuntime#NEXT_TIMER}. */
    public static final int TIMERS = 24;
    /** The core's {@link NucleusLayout}. */
    public static final int NUCLEUS = 32;
    /** Stack of a thread that has ended and could not give back the stack it was standing on; 0: none. */
    public static final int ENDED_THREAD = 40;
    /** u32 each: the core's number, from 0; how many there are. */
    public static final int NUMBER = 48;
    public static final int COUNT = 52;
    /** Cycle counter when the running thread got the processor, or its process was last charged for it. */
    public static final int SINCE = 56;
    /** Nanoseconds of the monotonic clock and cycle counter at one moment of the start: gives the length of a cycle. */
    public static final int BOOT_TIME = 80;
    public static final int BOOT_CYCLES = 88;
    /** Length of a cycle in units of 2^-32 nanoseconds, once it is known well enough to stay so. */
    public static final int CYCLE_LENGTH = 104;
    /** Cycle counter when the clock was last compared with deadlines. */
    public static final int LOOKED = 96;
    /** Threads that wait for something outside, first and last, linked by {@link ThreadLayout#NEXT}. */
    public static final int SIGNAL_WAITERS = 64;
    /** A ready thread that runs as soon as the running one waits, whoever's turn it is; 0: none. */
    public static final int PREFERRED = 112;
    /** u32 each: every pool has 2^this parts, one for each core; processes of this core that have not ended. */
    public static final int PARTS_SHIFT = 120;
    public static final int LOAD = 124;
    /**
     * u32, on a cache line of its own: 1 while the core waits for something to happen; it must be woken by whoever takes that away. Written
     * by all cores, with atomic operations.
     */
    public static final int SLEEPS = 128;
    /** For the port's own use. */
    public static final int PORT = 192;
    public static final int PORT_SIZE = 56;
    /** The record by which the core is woken, as those of {@link #SIGNALS}, which follow; 0: the port needs none. */
    public static final int WAKE_SIGNAL = PORT + PORT_SIZE;
    /** What they wait for, as the port is asked: {@link ThreadRuntime#SIGNAL} of each, in their order. */
    public static final int SIGNALS = 256;
    public static final int SIGNALS_MOST = 2528;
    /**
     * Return addresses that were looked up last, by some of their bits: u32 the address, 0: none; u32 its {@link obol.layout.image.SafepointLayout} record;
     * u32 the code segment; u32 unused. Tables of code are never changed, so an entry stays right.
     */
    public static final int SAFEPOINTS = SIGNALS + 8 * SIGNALS_MOST;
    public static final int SAFEPOINTS_COUNT = 256;
    public static final int SAFEPOINT_SHIFT = 4;
    /** Counts since the start: switches of threads, calls and replies, ticks and interrupts that a running thread has seen to, nanoseconds without work. */
    public static final int SWITCHES = SAFEPOINTS + (SAFEPOINTS_COUNT << SAFEPOINT_SHIFT);
    public static final int MESSAGES = SWITCHES + 8;
    public static final int INTERRUPTS = MESSAGES + 8;
    public static final int IDLE = INTERRUPTS + 8;
    public static final int SIZE = IDLE + 8;
}
