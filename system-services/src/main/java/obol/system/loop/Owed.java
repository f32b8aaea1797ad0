package obol.system.loop;

import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;

/**
 * The value that one client waits for, if one does: a promise that others than the call that made it keep or break, later. An ordinary
 * object, so that fields, lists and lambdas may hold it. Its methods are atomic each; their order is for the owner to guard.
 */
public final class Owed<T> implements AutoCloseable {
    private final Slot<Promise<T>> promise = new Slot<>();

    /** What is owed from now on. An earlier promise is broken: its client, if there still is one, gets {@code PeerGone}. */
    public Pending<T> promise() {
        Promise<T> made = Promise.make();
        Pending<T> pending = made.pending();
        promise.put(made);
        return pending;
    }

    /** Whether there is a promise that is neither kept nor broken; nobody may wait for it any more. */
    public boolean isOpen() {
        return !promise.isEmpty();
    }

    /** Whether a client still waits. */
    public boolean isAwaited() {
        Promise<T> made = promise.take();
        if (made == null) {
            return false;
        }
        boolean awaited = !made.cancelled();
        promise.put(made);
        return awaited;
    }

    /** The client gets the value; no effect if nothing is owed. */
    public void keep(T value) {
        try (Promise<T> made = promise.take()) {
            if (made != null) {
                made.keep(value);
            }
        }
    }

    /** The client gets the exception; no effect if nothing is owed. */
    public void fail(Exception why) {
        try (Promise<T> made = promise.take()) {
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
