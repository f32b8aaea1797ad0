package obol.channels.runtime;

import obol.channels.transport.Later;

/** What a {@code Pending} waits for: a promise of this process, or a message from another. */
public abstract class Eventual {
    /** Waits for the value and takes it; see {@code Pending.await()} for what it throws. */
    public abstract Object await(long deadline);

    /** Whether {@link #await} would not wait. */
    public abstract boolean ready();

    /** Nobody waits any more: a value that is there, or comes, is closed. */
    public abstract void cancel();

    /** Checks that it may be sent as values of this codec. Throws as a writer does. */
    abstract void prepare(LaterCodec codec);

    /** Turns it into what may be sent. Nobody awaits it here any more. */
    abstract Later ship(LaterCodec codec);
}
