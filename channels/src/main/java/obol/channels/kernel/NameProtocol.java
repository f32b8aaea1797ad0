package obol.channels.kernel;

import obol.channels.codec.Passenger;
import obol.channels.transport.Handle;

/**
 * What is said on the raw link between a process and its name service. A call is answered at once by one handle, of a message that
 * comes later, so that one slow answer holds up nobody: a count {@link #GOOD} ..., and what was asked for, or words.
 */
final class NameProtocol {
    /** Ordinals: with a name; REGISTER with fingerprint, text and connector, too. */
    static final long CONNECT = 1;
    static final long CONTRACT = 2;
    static final long REGISTER = 3;

    static final int GOOD = 0;
    static final int NO_SERVICE = 1;
    static final int REFUSED = 2;
    static final int OUTCOMES = 3;

    private NameProtocol() {
    }

    /** A handle that is the writer's to give. */
    static Passenger passenger(Handle handle) {
        return new Passenger() {
            @Override
            public Object owner() {
                return handle;
            }

            @Override
            public Handle depart() {
                return handle;
            }
        };
    }
}
