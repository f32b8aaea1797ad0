package obol.layout;

/** A class initialiser under way, raw memory. Offsets are bytes; u64 each. */
public final class InitLayout {
    private InitLayout() {}

    public static final int HUB = 0;
    /** The thread that runs it. */
    public static final int THREAD = 8;
    public static final int NEXT = 16;
    /** Threads that wait for its end, first and last. */
    public static final int WAIT_FIRST = 24;
    public static final int WAIT_LAST = 32;
    /** Nanoseconds that the process had run when it began; {@link #NESTED}: in the middle of another one of the same thread. */
    public static final int SINCE = 40;
    public static final int SIZE = 64;

    public static final long NESTED = -1;
}
