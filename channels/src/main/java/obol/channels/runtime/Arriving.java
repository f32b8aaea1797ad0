package obol.channels.runtime;

import obol.channels.DeadlinePassed;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** A value that arrives as a message. */
final class Arriving extends Eventual {
    private final Later later;
    private final LaterCodec codec;

    Arriving(Later later, LaterCodec codec) {
        this.later = later;
        this.codec = codec;
    }

    @Override
    public Object await(long deadline) {
        Message message = later.await(deadline);
        if (message == null) {
            later.drop();
            throw new DeadlinePassed("Pending.await: the deadline passed");
        }
        return codec.read(message);
    }

    @Override
    public boolean ready() {
        return later.ready();
    }

    @Override
    public void cancel() {
        later.drop();
    }

    @Override
    void prepare(LaterCodec other) {
    }

    /** Passed on as it came: the contract gives both ways the same type, so the bytes are the same. */
    @Override
    Later ship(LaterCodec other) {
        return later;
    }
}
