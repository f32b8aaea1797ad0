package obol.channels;

import obol.channels.runtime.DeadlineScope;
import obol.channels.stream.Outgoing;

/**
 * The sending half of a bounded stream, which {@link Pipe#of} makes. Closing it is the regular end of the stream. One thread uses it
 * at a time: its owner.
 */
public final class Sink<T> implements Linear, Waitable {
    private Outgoing outgoing;

    Sink(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    /**
     * Moves one item in, and waits for room before. If it throws, a linear item is closed, unless it could not be sent.
     *
     * @throws PeerGone                 if the reader has closed its half or its process has ended
     * @throws DeadlinePassed           if the {@link Deadline} in force passes first; the stream goes on
     * @throws NullPointerException     if the item is null
     * @throws IllegalArgumentException if the item cannot be sent; it is the caller's as before
     * @throws Moved                    if this was closed, failed or given away before
     */
    public void put(T item) {
        outgoing().put(item, DeadlineScope.current());
    }

    /** Whether there is a reader, and room, so that {@link #put} would not wait. {@link Wait} wakes also when the reader has gone. */
    @Override
    public boolean ready() {
        return outgoing().ready();
    }

    /** Whether the reader is still there. */
    public boolean open() {
        return outgoing().open();
    }

    /** Ends the stream: {@link Source#next()} throws {@link StreamFailed} with these words after the items before it. */
    public void fail(String why) {
        if (why == null) {
            throw new NullPointerException("a Sink does not fail with null");
        }
        detach().end(why);
    }

    @Override
    public void close() {
        Outgoing closed = outgoing;
        outgoing = null;
        if (closed != null) {
            closed.end(null);
        }
    }

    Outgoing outgoing() {
        Outgoing present = outgoing;
        if (present == null) {
            throw new Moved("this Sink was closed, failed or given away");
        }
        return present;
    }

    Outgoing detach() {
        Outgoing taken = outgoing();
        outgoing = null;
        return taken;
    }
}
