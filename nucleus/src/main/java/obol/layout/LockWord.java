package obol.layout;

/**
 * The second half of an object's header: a tag in the low two bits, and 30 bits of payload.
 *
 * <p>A thin lock can be entered by its owner again; anything more (waiters, a hash beside a lock) takes a monitor.
 * Objects outside the process's heap (the image's) are never written: their monitors are in a list of the process, and
 * their hash follows from their address, as they do not move.
 */
public final class LockWord {
    private LockWord() {}

    public static final int TAG_MASK = 3;
    /** Nothing: the whole word is 0. */
    public static final int FREE = 0;
    /** Payload: bits 2..9 how often it was entered, less one; bits 10..31 the owner's thread number. */
    public static final int THIN = 1;
    /** Payload: identity hash, bits 2..31, never 0. */
    public static final int HASHED = 2;
    /** The rest is the address of the {@link MonitorLayout}, which holds the hash; a monitor is a multiple of 8, below 2 GiB. */
    public static final int INFLATED = 3;

    public static final int COUNT_SHIFT = 2;
    public static final int COUNT_MASK = 0xFF;
    public static final int OWNER_SHIFT = 10;
    public static final int PAYLOAD_SHIFT = 2;
}
