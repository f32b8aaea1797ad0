package obol.net.tcp;

import obol.net.core.Core;

/**
 * Which of the segments under way are lost: those sent sufficiently long before one that has arrived (RACK, RFC 8985 6). Where the other
 * side has no SACK, three repeated acknowledgments tell of the first one (RFC 5681 3.2, RFC 6582).
 */
final class LossDetection {
    private static final int DUPLICATES = 3;
    private static final int MAX_STEPS = 16;

    private final Flight flight;
    private final RoundTrip roundTrip;
    private long latestTime;
    private int latestEnd;
    private long latestRoundTrip;
    private int highest;
    private boolean reordering;
    private int steps = 1;
    private int stepsRounds;
    private int stepEnd;

    LossDetection(Flight flight, RoundTrip roundTrip) {
        this.flight = flight;
        this.roundTrip = roundTrip;
    }

    void start(int sequence) {
        highest = sequence;
        latestEnd = sequence;
        stepEnd = sequence;
    }

    /**
     * A record has arrived, as an acknowledgment says for the first time. {@code echoedLater}: the answer is surely to its last sending.
     */
    void arrived(int index, long now, boolean echoedLater) {
        int end = flight.end(index);
        boolean again = flight.is(index, Flight.AGAIN);
        if (end - highest > 0) highest = end;
        else if (!again && end - highest < 0) reordering = true;
        long time = flight.time(index);
        long trip = now - time;
        if (again && !echoedLater && trip < roundTrip.least()) return;
        latestRoundTrip = trip;
        if (isAfter(time, end, latestTime, latestEnd)) {
            latestTime = time;
            latestEnd = end;
        }
    }

    /** The other side says that something arrived twice: the window for reordering was too small. Once a round trip. */
    void repeated(int acknowledged, int next) {
        if (acknowledged - stepEnd < 0) return;
        stepEnd = next;
        steps = Math.min(steps + 1, MAX_STEPS);
        stepsRounds = MAX_STEPS;
    }

    /** A recovery is over. */
    void recovered() {
        if (stepsRounds > 0 && --stepsRounds == 0) steps = 1;
    }

    private static boolean isAfter(long time, int end, long otherTime, int otherEnd) {
        return time > otherTime || time == otherTime && end - otherEnd > 0;
    }

    private long window(boolean recovering) {
        if (!reordering && (recovering || flight.sackedRecords() >= DUPLICATES)) return 0;
        long least = roundTrip.least() == Long.MAX_VALUE ? Core.MILLISECOND : roundTrip.least();
        return Math.min(steps * (least / 4), Math.max(roundTrip.smoothed(), 1));
    }

    /** Marks what is lost; gives how long from now more may turn out to be, 0 for no such time. */
    long detect(long now, boolean recovering) {
        if (latestTime == 0) return 0;
        long window = window(recovering);
        long wait = 0;
        for (int i = 0; i < flight.size(); i++) {
            long time = flight.time(i);
            boolean earlier = isAfter(latestTime, latestEnd, time, flight.end(i));
            if (!earlier && !flight.is(i, Flight.AGAIN | Flight.LOST | Flight.SACKED)) break;
            if (!earlier || flight.is(i, Flight.SACKED | Flight.LOST)) continue;
            long left = time + latestRoundTrip + window - now;
            if (left <= 0) flight.set(i, Flight.LOST);
            else wait = Math.max(wait, left);
        }
        return wait;
    }

    /** Whether so many repeated acknowledgments tell of a loss. */
    static boolean isLoss(int duplicates) {
        return duplicates >= DUPLICATES;
    }
}
