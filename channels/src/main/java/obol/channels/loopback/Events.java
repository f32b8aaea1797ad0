package obol.channels.loopback;

/** A count of events, to wait for the next one. */
final class Events {
    private long count;

    synchronized long count() {
        return count;
    }

    synchronized void signal() {
        count++;
        notifyAll();
    }

    /** Waits until the count is no longer {@code seen}; false if the deadline passed first. Interrupts are kept for later. */
    synchronized boolean await(long seen, long deadline) {
        boolean interrupted = false;
        try {
            while (count == seen) {
                try {
                    if (!Monitors.await(this, deadline)) {
                        return false;
                    }
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
