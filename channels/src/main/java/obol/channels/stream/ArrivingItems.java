package obol.channels.stream;

import obol.channels.ChannelException;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.StreamFailed;
import obol.channels.runtime.Platform;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** A stream whose items arrive as messages. */
public final class ArrivingItems implements Incoming {
    private final Later later;
    private final StreamCodec codec;
    /** The stream has ended, with this or, if it is null, regularly. */
    private boolean ended;
    private ChannelException failure;

    public ArrivingItems(Later later, StreamCodec codec) {
        this.later = later;
        this.codec = codec;
    }

    @Override
    public Object next(long deadline) {
        if (!ended) {
            try {
                Message message = later.await(deadline);
                if (message == null) {
                    throw new DeadlinePassed("Source.next: the deadline passed");
                }
                Object item = codec.read(message);
                ended = item == null;
                return item;
            } catch (PeerGone | StreamFailed last) {
                ended = true;
                failure = last;
            } catch (DeadlinePassed late) {
                throw late;
            } catch (RuntimeException malformed) {
                later.drop();
                ended = true;
                failure = new ServerFault("Source.next: " + malformed.getMessage());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    @Override
    public boolean ready() {
        return ended || later.ready();
    }

    @Override
    public void close() {
        later.drop();
    }

    @Override
    public void prepare(StreamCodec other) {
    }

    /** Passed on as it came: the contract gives both ways the same type, so the bytes are the same. */
    @Override
    public Later ship(StreamCodec other) {
        if (!ended) {
            return later;
        }
        Later.Pair pair = Platform.transport().later(0);
        if (failure instanceof PeerGone) {
            pair.sender().drop();
        } else {
            pair.sender().send(StreamCodec.end(failure == null ? null : failure.getMessage()));
        }
        return pair.receiver();
    }
}
