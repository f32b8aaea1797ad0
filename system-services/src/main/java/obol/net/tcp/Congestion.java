package obol.net.tcp;

import obol.net.core.Core;

/**
 * How much may be under way: slow start with HyStart++ (RFC 9406), CUBIC (RFC 9438), proportional rate reduction while losses are repaired
 * (RFC 6937), the initial window of RFC 6928. In bytes, with one segment size.
 */
final class Congestion {
    private static final double BETA = 0.7, C = 0.4, ALPHA = 3 * (1 - BETA) / (1 + BETA);
    private static final int INITIAL_SEGMENTS = 10, INITIAL_BYTES = 14600;
    /** HyStart++: samples for a round, growth in conservative slow start, rounds of that, bounds of the delay. */
    private static final int SAMPLES = 8, GROWTH_DIVISOR = 4, CONSERVATIVE_ROUNDS = 5;
    private static final long MIN_RISE = 4 * Core.MILLISECOND, MAX_RISE = 16 * Core.MILLISECOND;

    private int mss;
    private int window;
    private int threshold = Integer.MAX_VALUE;

    private double maximum;
    private double origin;
    private double k;
    private long epoch = -1;
    private double renoWindow;

    private int roundEnd;
    private int samples;
    private long roundLeast = Long.MAX_VALUE;
    private long lastLeast = Long.MAX_VALUE;
    private long conservativeBase;
    /** Rounds left of conservative slow start, 0 outside it. */
    private int conservative;

    private int flightAtLoss;
    private long delivered;
    private long sentInRecovery;

    private int priorWindow;
    private int priorThreshold;
    private double priorMaximum;

    void start(int mss, int sequence) {
        this.mss = mss;
        window = Math.min(INITIAL_SEGMENTS * mss, Math.max(2 * mss, INITIAL_BYTES));
        roundEnd = sequence;
    }

    int window() {
        return window;
    }

    int threshold() {
        return threshold;
    }

    boolean isSlowStart() {
        return window < threshold;
    }

    void segmentSize(int size) {
        mss = size;
        window = Math.max(window, mss);
    }

    /** A round trip was measured in slow start; {@code acknowledged} and {@code next} are SND.UNA and SND.NXT. */
    void measured(long time, int acknowledged, int next) {
        if (!isSlowStart()) return;
        roundLeast = Math.min(roundLeast, time);
        samples++;
        if (samples >= SAMPLES && lastLeast != Long.MAX_VALUE) {
            long rise = Math.max(MIN_RISE, Math.min(lastLeast / 8, MAX_RISE));
            if (conservative == 0 && roundLeast >= lastLeast + rise) {
                conservative = CONSERVATIVE_ROUNDS;
                conservativeBase = roundLeast;
            } else if (conservative > 0 && roundLeast < conservativeBase) {
                conservative = 0;
            }
        }
        if (acknowledged - roundEnd >= 0) {
            roundEnd = next;
            lastLeast = roundLeast;
            roundLeast = Long.MAX_VALUE;
            samples = 0;
            if (conservative > 0 && --conservative == 0) threshold = window;
        }
    }

    /** So many bytes were acknowledged when nothing was lost, and the window had been used up. */
    void acknowledged(int bytes, long now, long roundTrip) {
        if (isSlowStart()) {
            int more = conservative > 0 ? bytes / GROWTH_DIVISOR : bytes;
            window = (int) Math.min(Math.min((long) window + more, threshold), Integer.MAX_VALUE / 4);
            return;
        }
        if (epoch < 0) {
            epoch = now;
            renoWindow = window;
            if (window < maximum) {
                k = Math.cbrt((maximum - window) / mss / C);
                origin = maximum;
            } else {
                k = 0;
                origin = window;
            }
        }
        double t = (now - epoch + roundTrip) / 1e9;
        double target = origin + C * (t - k) * (t - k) * (t - k) * mss;
        renoWindow += (renoWindow < maximum ? ALPHA : 1) * mss * bytes / window;
        double next;
        double elapsed = t - roundTrip / 1e9;
        if (origin + C * (elapsed - k) * (elapsed - k) * (elapsed - k) * mss < renoWindow) {
            next = Math.max(window, renoWindow);
        } else {
            double bounded = Math.max(window, Math.min(target, 1.5 * window));
            next = window + (bounded - window) * bytes / window;
        }
        grow(next);
    }

    /** Fractions of a byte are kept for the next time. */
    private double fraction;

    private void grow(double next) {
        next += fraction;
        int whole = (int) Math.min(next, Integer.MAX_VALUE / 4);
        fraction = next - whole < 1 ? next - whole : 0;
        window = Math.max(window, whole);
    }

    /** Something is lost. */
    void enterRecovery(int flight) {
        remember();
        reduce(flight);
        flightAtLoss = Math.max(flight, mss);
        delivered = 0;
        sentInRecovery = 0;
    }

    private void remember() {
        priorWindow = window;
        priorThreshold = threshold;
        priorMaximum = maximum;
    }

    private void reduce(int flight) {
        epoch = -1;
        conservative = 0;
        fraction = 0;
        maximum = window < maximum ? window * (1 + BETA) / 2 : window;
        threshold = (int) Math.max(Math.min(window, Math.max(flight, 2 * mss)) * BETA, 2 * mss);
    }

    /** In recovery so many bytes have newly arrived at the other side. */
    void arrivedInRecovery(int bytes, int pipe) {
        delivered += bytes;
        long more;
        if (pipe > threshold) {
            more = (delivered * threshold + flightAtLoss - 1) / flightAtLoss - sentInRecovery;
        } else {
            more = Math.min(threshold - pipe, Math.max(delivered - sentInRecovery, bytes) + mss);
        }
        window = (int) Math.max(pipe + Math.max(more, sentInRecovery == 0 ? mss : 0), mss);
    }

    void sentInRecovery(int bytes) {
        sentInRecovery += bytes;
    }

    void leaveRecovery() {
        window = Math.max(threshold, 2 * mss);
    }

    /** Nothing was acknowledged for long. {@code first} of several times. */
    void timedOut(int flight, boolean first) {
        if (first) {
            remember();
            reduce(flight);
        }
        window = mss;
    }

    /** What was taken for lost was not. */
    void undo() {
        window = Math.max(window, priorWindow);
        threshold = Math.max(threshold, priorThreshold);
        maximum = Math.max(maximum, priorMaximum);
        epoch = -1;
    }

    /** Nothing was sent for longer than the timeout (RFC 5681 4.1). */
    void idle() {
        window = Math.min(window, Math.min(INITIAL_SEGMENTS * mss, Math.max(2 * mss, INITIAL_BYTES)));
        epoch = -1;
    }
}
