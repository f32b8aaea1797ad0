package obol.layout;

/** The part of {@link ThreadLayout} that only the run time's Java code uses. Offsets are bytes from the thread; u64 each unless said otherwise. */
public final class ThreadRuntime {
    private ThreadRuntime() {}

    /** A walker of frames for exceptions. */
    public static final int CURSOR = ThreadLayout.RUNTIME;
    public static final int NEXT_TIMER = ThreadLayout.RUNTIME + 40;
    public static final int PREVIOUS_TIMER = ThreadLayout.RUNTIME + 48;
    /** The queue in which the thread waits: address of its first and last link; 0: none. */
    public static final int QUEUE = ThreadLayout.RUNTIME + 56;
    /** u32: {@link #WAKE_NONE} ...: why the last wait ended. */
    public static final int WAKE = ThreadLayout.RUNTIME + 64;
    /** u32: the permit of park. */
    public static final int PERMIT = ThreadLayout.RUNTIME + 68;
    /** u32: {@link #PHASE_NEW} ... */
    public static final int PHASE = ThreadLayout.RUNTIME + 72;
    /** u32: not 0 if it is a daemon. */
    public static final int DAEMON = ThreadLayout.RUNTIME + 76;
    /** u32: {@link #WAITING_INTERRUPTIBLY}, {@link #WAITING_PARKED}, {@link #WAITING_FOR_REPLY}, or 0: what may end the wait. */
    public static final int WAITING = ThreadLayout.RUNTIME + 80;
    /** Lowest address of its stack that it may touch, and has been counted for; pages below it hold no memory. */
    public static final int STACK_FLOOR = ThreadLayout.RUNTIME + 88;
    /** Eight bytes for anything that does not outlive a call. */
    public static final int SCRATCH = ThreadLayout.RUNTIME + 104;
    /** What the thread waits for outside: a struct pollfd of Linux. */
    public static final int SIGNAL = ThreadLayout.RUNTIME + 112;
    /**
     * The message that the thread's last wait has brought, if it is small, and in any case its size, which need not be asked for then.
     * The size, then the two words and the bytes that {@code Links.take} gives.
     */
    public static final int LETTER_SIZE = ThreadLayout.RUNTIME + 120;
    public static final int LETTER_HEAD = ThreadLayout.RUNTIME + 128;
    public static final int LETTER_BYTES = ThreadLayout.RUNTIME + 144;
    /** What it has asked another core: the question's number, 0: none, the answer, and room for further words of it, 0: none. */
    public static final int QUESTION = LETTER_BYTES + KernelLayout.Slot.INLINE_MOST;
    public static final int ANSWER = QUESTION + 8;
    public static final int ANSWER_WORDS = QUESTION + 16;
    public static final int END = QUESTION + 24;

    public static final int PHASE_NEW = 0;
    public static final int PHASE_STARTED = 1;
    public static final int PHASE_ENDED = 2;

    /** In Object.wait or Thread.sleep: an interrupt ends it. */
    public static final int WAITING_INTERRUPTIBLY = 1;
    /** In park: unpark and an interrupt end it. */
    public static final int WAITING_PARKED = 2;
    /** In the call of a channel, in whose queue of callers it stands: no interrupt ends it. */
    public static final int WAITING_FOR_REPLY = 3;

    public static final int WAKE_NONE = 0;
    public static final int WAKE_DONE = 1;
    public static final int WAKE_TIMEOUT = 2;
    public static final int WAKE_INTERRUPT = 3;
}
