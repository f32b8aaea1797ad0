package obol.system.sockets.files;

import java.util.function.BooleanSupplier;
import obol.channels.runtime.Platform;
import obol.channels.transport.Transport;

/** Waiting for what happens in this process or arrives at it. */
final class Waits {
    private static final long MILLISECOND = 1_000_000;

    private Waits() {}

    /** The time at which to stop waiting. @param milliseconds from now; less than 0: never */
    static long deadline(long milliseconds) {
        // Half the range of nanoTime is 146 years; beyond it differences would wrap.
        boolean endless = milliseconds < 0 || milliseconds >= Long.MAX_VALUE / 2 / MILLISECOND;
        return endless ? Transport.NEVER : System.nanoTime() + milliseconds * MILLISECOND;
    }

    /** Waits until it holds; false: the time is over. */
    static boolean until(BooleanSupplier holds, long deadline) {
        Transport transport = Platform.transport();
        while (true) {
            // The count is read first, so what happens between the look and the wait ends that wait at once.
            long seen = transport.events();
            if (holds.getAsBoolean()) {
                return true;
            }
            if (!transport.awaitEvent(seen, deadline)) {
                return holds.getAsBoolean();
            }
        }
    }

    /** Lets all that wait look again. */
    static void changed() {
        Platform.transport().signal();
    }
}
