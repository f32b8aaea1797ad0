package obol.channels;

import obol.channels.runtime.Door;

/** Channels within one JVM, for tests: the same codec, state checks and faults as between processes. */
public final class Loopback {
    private Loopback() {
    }

    /**
     * An endpoint of this object. Its calls are handled by a thread of their own, one at a time, until the channel ends and those
     * that it opened.
     */
    public static <C extends Contract> C of(Class<C> contract, C object) {
        return contract.cast(Door.background(contract, object));
    }
}
