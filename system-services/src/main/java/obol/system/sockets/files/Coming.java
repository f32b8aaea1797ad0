package obol.system.sockets.files;

import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.system.files.FileException;
import obol.system.files.Transfer;

/** A place for a value that comes later, at which one can look without waiting. Guarded by its owner's monitor. */
final class Coming<V> {
    private final Slot<Pending<V>> value = new Slot<>();

    void begin(Pending<V> pending) {
        value.put(pending);
    }

    boolean isUnderWay() {
        return !value.isEmpty();
    }

    /** Whether it is under way, and its value or error is there. */
    boolean isThere() {
        Pending<V> pending = value.take();
        if (pending == null) {
            return false;
        }
        boolean there = pending.ready();
        value.put(pending);
        return there;
    }

    /** Takes the value out, waiting if it is not there. It is under way. */
    V take() throws FileException {
        Pending<V> pending = value.take();
        try {
            return pending.await();
        } catch (ChannelException fault) {
            throw Transfer.failure(fault);
        }
    }

    /** Gives it up. */
    void close() {
        value.close();
    }
}
