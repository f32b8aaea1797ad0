package obol.net.core;

/** Allows so many events a second on average, and a burst of as many as a second's. */
public final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    /** Nanoseconds times events: a whole event is {@link #SECOND}. */
    private long credit;
    private long last;

    public TokenBucket(int perSecond) {
        this.perSecond = perSecond;
        credit = perSecond * SECOND;
    }

    /** Whether one more event is allowed now. */
    public boolean take(long now) {
        long passed = Math.min(Math.max(0, now - last), SECOND);
        last = now;
        credit = Math.min(perSecond * SECOND, credit + passed * perSecond);
        if (credit < SECOND) return false;
        credit -= SECOND;
        return true;
    }
}
