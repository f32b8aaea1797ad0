package obol.system.init;

import java.util.ArrayDeque;
import java.util.Deque;

/** So many starts within a time: what does nothing but end is not started for ever. */
final class StartLimit {
    private static final long SECOND = 1_000_000_000;

    private final int most;
    private final int seconds;
    private final Deque<Long> starts = new ArrayDeque<>();

    StartLimit(int most, int seconds) {
        this.most = most;
        this.seconds = seconds;
    }

    /** Counts a start, if there may be another one now. */
    boolean start() {
        long now = System.nanoTime();
        while (!starts.isEmpty() && now - starts.peek() > seconds * SECOND) {
            starts.remove();
        }
        return starts.size() < most && starts.add(now);
    }

    /** Why there was none. */
    @Override
    public String toString() {
        return "ended " + most + " times in " + seconds + " s; not started again";
    }
}
