package obol.layout;

/**
 * A monitor, raw memory below 2 GiB; it exists only while somebody is in it, waits for it or waits in it.
 * Offsets are bytes; u64 each unless said otherwise.
 */
public final class MonitorLayout {
    private MonitorLayout() {}

    /** The thread inside, 0: none. */
    public static final int OWNER = 0;
    /** u32: how often it has entered, and the lock word that the object gets back. */
    public static final int COUNT = 8;
    public static final int LOCK_WORD = 12;
    /** Threads that want to enter, first and last. */
    public static final int ENTER_FIRST = 16;
    public static final int ENTER_LAST = 24;
    /** Threads that wait to be notified, first and last. */
    public static final int WAIT_FIRST = 32;
    public static final int WAIT_LAST = 40;
    /** Of an object outside the heap: its address, and the next such monitor. */
    public static final int OBJECT = 48;
    public static final int NEXT = 56;
    public static final int SIZE = 64;
}
