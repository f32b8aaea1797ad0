package obol.channels;

import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Platform;
import obol.channels.transport.Transport;

/**
 * Waits for the first of several. The result is the index of one that is ready, the lowest; -1 when the {@link Deadline} in force
 * has passed. Nothing is consumed. A {@link Sink} counts as ready also when its reader has gone. An interrupt does
 * not end the wait; the thread is marked as interrupted after it.
 */
public final class Wait {
    private Wait() {
    }

    public static int any(@Borrowed Waitable a, @Borrowed Waitable b) {
        return first(a, b);
    }

    public static int any(@Borrowed Waitable a, @Borrowed Waitable b, @Borrowed Waitable c) {
        return first(a, b, c);
    }

    public static int any(@Borrowed Waitable a, @Borrowed Waitable b, @Borrowed Waitable c, @Borrowed Waitable d) {
        return first(a, b, c, d);
    }

    /** Whether there is something to do with it: also a sink whose reader has gone, which is never ready again. */
    static boolean isDue(Waitable waitable) {
        return waitable.ready() || waitable instanceof Sink<?> sink && !sink.open();
    }

    private static int first(Waitable... waitables) {
        Transport transport = Platform.transport();
        long deadline = DeadlineScope.current();
        while (true) {
            // The count is read before the tests, so an event between a test and the wait ends that wait at once.
            long seen = transport.events();
            for (int i = 0; i < waitables.length; i++) {
                if (isDue(waitables[i])) {
                    return i;
                }
            }
            if (!transport.awaitEvent(seen, deadline)) {
                return -1;
            }
        }
    }
}
