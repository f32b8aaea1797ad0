package obol.channels;

import obol.channels.runtime.DeadlineScope;
import obol.channels.stream.Incoming;

/**
 * The receiving half of a bounded stream, which {@link Pipe#of} makes. Closing it ends the stream from this side: what is in it is
 * closed, and the writer sees {@link Sink#open()} false. One thread uses it at a time: its owner.
 */
public final class Source<T> implements Linear, Waitable {
    private Incoming incoming;

    Source(Incoming incoming) {
        this.incoming = incoming;
    }

    /**
     * Waits for the next item. The end, and whatever else has ended the stream, is given again by every further call.
     *
     * @return null at the end of the stream
     * @throws StreamFailed   if the writer has ended it with {@link Sink#fail}
     * @throws PeerGone       if the writer's process has ended, or nobody holds the sink any more
     * @throws DeadlinePassed if the {@link Deadline} in force passes first; the stream goes on
     * @throws Moved          if this was closed or given away before
     */
    @SuppressWarnings("unchecked") // the codec made the item of the type that the contract says; a local one is T itself
    public T next() {
        return (T) incoming().next(DeadlineScope.current());
    }

    /** Whether {@link #next} would not wait. */
    @Override
    public boolean ready() {
        return incoming().ready();
    }

    @Override
    public void close() {
        Incoming closed = incoming;
        incoming = null;
        if (closed != null) {
            closed.close();
        }
    }

    Incoming incoming() {
        Incoming present = incoming;
        if (present == null) {
            throw new Moved("this Source was closed or given away");
        }
        return present;
    }

    Incoming detach() {
        Incoming taken = incoming();
        incoming = null;
        return taken;
    }
}
