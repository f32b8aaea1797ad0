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
    /** u32: how {@code Thread.getState} sees it while it does not run: the JVMTI bits. */
    public static final int WAIT_STATUS = ThreadLayout.RUNTIME + 80;
    /** u32: as java.lang.Thread's flag, for waits that a interrupt ends. */
    public static final int INTERRUPTIBLE = ThreadLayout.RUNTIME + 84;
    /** Nanoseconds that it has run, and when it got the processor. */
    public static final int TIME = ThreadLayout.RUNTIME + 88;
    public static final int SINCE = ThreadLayout.RUNTIME + 96;
    /** Eight bytes for anything that does not outlive a call. */
    public static final int SCRATCH = ThreadLayout.RUNTIME + 104;
    public static final int END = ThreadLayout.RUNTIME + 112;

    public static final int PHASE_NEW = 0;
    public static final int PHASE_STARTED = 1;
    public static final int PHASE_ENDED = 2;

    public static final int WAKE_NONE = 0;
    public static final int WAKE_DONE = 1;
    public static final int WAKE_TIMEOUT = 2;
    public static final int WAKE_INTERRUPT = 3;
}
