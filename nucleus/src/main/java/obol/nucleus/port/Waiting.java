package obol.nucleus.port;

import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.threads.Scheduler;

/** Waits for descriptors without keeping the machine from running other threads. */
public final class Waiting {
    private static final long POLLIN = 1;

    private Waiting() {}

    /**
     * Returns when reading from the descriptor would not wait. While there is nothing to read, other threads run; the
     * descriptor is looked at again after each time slice, at most {@code 2 ms} later.
     */
    public static void untilReadable(int descriptor) {
        long pause = 50_000;
        while (!readable(descriptor)) {
            Scheduler.pause(pause);
            pause = Math.min(pause * 2, 2_000_000);
        }
    }

    /** Whether a read would return at once: data, end of file, or an error. */
    private static boolean readable(int descriptor) {
        long poll = Memory.thread() + ThreadRuntime.SCRATCH;
        Memory.putLong(poll, descriptor & 0xFFFF_FFFFL | POLLIN << 32);
        return SystemCalls.call(SystemCalls.POLL, poll, 1, 0, 0) != 0;
    }
}
