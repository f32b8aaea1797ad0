package obol.channels.stream;

import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.codec.Writer;
import obol.channels.runtime.Platform;
import obol.channels.transport.Later;
import obol.channels.transport.Transport;

/** A stream whose items leave as messages. */
public final class DepartingItems implements Outgoing {
    private final Later.Sender sender;
    private final StreamCodec codec;

    public DepartingItems(Later.Sender sender, StreamCodec codec) {
        this.sender = sender;
        this.codec = codec;
    }

    @Override
    public void put(Object item, long deadline) {
        Writer message = codec.writeItem(item);
        Transport transport = Platform.transport();
        while (true) {
            long seen = transport.events();
            if (sender.ready()) {
                if (sender.put(message.depart())) {
                    return;
                }
                throw gone();
            }
            if (!transport.awaitEvent(seen, deadline)) {
                message.depart().drop(); // an argument of a call that throws is gone
                throw new DeadlinePassed("Sink.put: the deadline passed");
            }
        }
    }

    static PeerGone gone() {
        return new PeerGone("nobody reads this stream any more");
    }

    @Override
    public boolean ready() {
        return open() && sender.ready();
    }

    @Override
    public boolean open() {
        return !sender.cancelled();
    }

    @Override
    public void end(String failure) {
        sender.send(StreamCodec.end(failure));
    }

    @Override
    public void prepare(StreamCodec other) {
    }

    @Override
    public Later.Sender ship(StreamCodec other) {
        return sender;
    }
}
