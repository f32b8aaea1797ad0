package obol.net.tcp;

import obol.net.core.Core;

/** The time of a round trip, and from it the time after which a segment without an answer is sent again (RFC 6298). In nanoseconds. */
final class RoundTrip {
    /** RFC 6298 wants a second at least; 200 ms is what others use since, and what delayed acknowledgments allow. */
    static final long MIN_TIMEOUT = 200 * Core.MILLISECOND, MAX_TIMEOUT = 60 * Core.SECOND, FIRST_TIMEOUT = Core.SECOND;
    /** The least round trip is forgotten after so long. */
    private static final long LEAST_LIFE = 300 * Core.SECOND;

    private long smoothed;
    private long variance;
    private long least = Long.MAX_VALUE;
    private long leastUntil;
    private int backoff;

    boolean isKnown() {
        return smoothed != 0;
    }

    long smoothed() {
        return smoothed;
    }

    /** The least of late, {@code Long.MAX_VALUE} if nothing was measured. */
    long least() {
        return least;
    }

    void measured(long time, long now) {
        time = Math.max(time, 1000);
        if (time <= least || now > leastUntil) {
            least = time;
            leastUntil = now + LEAST_LIFE;
        }
        if (smoothed == 0) {
            smoothed = time;
            variance = time / 2;
        } else {
            variance += (Math.abs(smoothed - time) - variance) / 4;
            smoothed += (time - smoothed) / 8;
        }
    }

    /** After so long a segment is sent again. Doubles with each time that it was, until something new is acknowledged. */
    long timeout() {
        long time = smoothed == 0 ? FIRST_TIMEOUT : Math.max(MIN_TIMEOUT, smoothed + Math.max(Core.MILLISECOND, 4 * variance));
        return backoff > 16 ? MAX_TIMEOUT : Math.min(MAX_TIMEOUT, time << backoff);
    }

    void timedOut() {
        backoff++;
    }

    void answered() {
        backoff = 0;
    }

    int backoff() {
        return backoff;
    }
}
