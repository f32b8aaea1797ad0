package obol.channels.remote;

import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** Messages that come later, from this process to a receiver beyond the wire: taken as the peer gives credit. */
final class ItemsToWire extends Thing {
    private final Later source;
    private long credit = ItemsFromWire.WINDOW;

    ItemsToWire(Session session, int number, Later source) {
        super(session, number);
        this.source = source;
    }

    @Override
    boolean pump() {
        boolean moved = false;
        while (credit > 0 && session.has(this) && source.ready()) {
            Message message;
            try {
                message = source.await(System.nanoTime());
            } catch (PeerGone end) {
                session.close(this);
                return true;
            }
            if (message == null) {
                return moved;
            }
            moved = true;
            FrameWriter frame = new FrameWriter(Kind.ITEM, number);
            if (!session.handles().write(frame, message)) {
                source.drop();
                session.close(this);
                return true;
            }
            credit -= ItemsFromWire.OVERHEAD + frame.length();
            session.send(frame);
        }
        return moved;
    }

    @Override
    void credit(Frame frame) throws BrokenSession {
        long more = Integer.toUnsignedLong(frame.readInt());
        if (credit + more > ItemsFromWire.WINDOW) {
            throw frame.broken("more credit than there is");
        }
        credit += more;
        pump();
    }

    @Override
    void closed() {
        source.drop();
    }
}
