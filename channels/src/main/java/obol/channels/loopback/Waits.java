package obol.channels.loopback;

import java.util.HashMap;
import java.util.Map;

/**
 * Which thread waits for a reply from which port: to find circles of calls before they close. The thread that took a port's last arrival
 * serves it; from a port the way goes on to the port that its thread waits for. A wait for anything else than a reply ends the search, and
 * so does a long way: threads that take turns at a port may close a circle that no call closes.
 */
final class Waits {
    private static final int MOST_STEPS = 1000;
    /** Guarded by this. */
    private final Map<Thread, LoopbackPort> ports = new HashMap<>();

    /** The current thread is about to wait; null, or the names around the circle that this would close: then it does not. */
    synchronized String begin(LoopbackPort port) {
        Thread self = Thread.currentThread();
        StringBuilder names = new StringBuilder();
        LoopbackPort at = port;
        for (int steps = 0; at != null && steps < MOST_STEPS; steps++) {
            names.append(" → ").append(at.name());
            Thread server = at.busy();
            if (server == self) {
                return at.name() + names;
            }
            at = server == null ? null : ports.get(server);
        }
        ports.put(self, port);
        return null;
    }

    /** The current thread waits no longer. */
    synchronized void end() {
        ports.remove(Thread.currentThread());
    }
}
