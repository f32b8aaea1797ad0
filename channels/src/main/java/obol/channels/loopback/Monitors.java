package obol.channels.loopback;

import obol.channels.runtime.DeadlineScope;

/** Waiting on a monitor until a deadline. */
final class Monitors {
    private Monitors() {
    }

    /** As {@link Object#wait()}, until notified or the deadline; false if the deadline has passed. The caller holds the monitor. */
    static boolean await(Object monitor, long deadline) throws InterruptedException {
        long left = DeadlineScope.left(deadline);
        if (left == 0) {
            return false;
        }
        if (left == Long.MAX_VALUE) {
            monitor.wait();
        } else {
            monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }
}
