package obol.channels.loopback;

import java.lang.ref.Cleaner;

/**
 * Closes what an exception has left without an owner: the collector finds it. What is registered must not be reachable from its
 * action.
 */
final class Abandoned {
    static final Cleaner CLEANER = Cleaner.create();

    private Abandoned() {
    }
}
