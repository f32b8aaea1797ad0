package obol.system.carrier;

import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;

/** As {@code obol.system.loop.Owed}: a connection for which one client waits. A stream that it gets is the client's. */
public final class OwedConnection implements AutoCloseable {
    private final Slot<Promise<Outside.Accepted>> promise = new Slot<>();

    /** What is owed from now on. An earlier promise is broken. */
    public Pending<Outside.Accepted> promise() {
        Promise<Outside.Accepted> made = Promise.make();
        Pending<Outside.Accepted> pending = made.pending();
        promise.put(made);
        return pending;
    }

    /** Whether a client still waits. */
    public boolean isAwaited() {
        Promise<Outside.Accepted> made = promise.take();
        if (made == null) {
            return false;
        }
        boolean awaited = !made.cancelled();
        promise.put(made);
        return awaited;
    }

    /** The client gets the stream; it is closed if nothing is owed. */
    public void keep(Stream stream) {
        try (Promise<Outside.Accepted> made = promise.take()) {
            if (made != null) {
                made.keep(new Outside.Accepted(stream));
            } else {
                stream.close();
            }
        }
    }

    /** The client gets the exception. */
    public void fail(Exception why) {
        try (Promise<Outside.Accepted> made = promise.take()) {
            if (made != null) {
                made.fail(why);
            }
        }
    }

    /** Breaks the promise. */
    @Override
    public void close() {
        promise.close();
    }
}
