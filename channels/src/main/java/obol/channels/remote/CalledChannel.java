package obol.channels.remote;

import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/** A channel whose server is beyond the wire: what arrives at its end here goes to the peer. */
final class CalledChannel extends Thing {
    private Channel channel;
    private boolean calling;

    CalledChannel(Session session, int number) {
        super(session, number);
    }

    /** Something has arrived from this process. */
    void arrived(Arrival arrival) {
        channel = arrival.channel();
        boolean live = session.has(this);
        if (arrival.kind() == Arrival.Kind.CLOSED) {
            if (live) {
                session.close(this);
            }
            return;
        }
        Message request = arrival.request();
        if (!live) {
            request.drop();
            channel.end();
            return;
        }
        long left = arrival.deadline() == Transport.NEVER ? Long.MAX_VALUE : Math.max(0, arrival.deadline() - System.nanoTime());
        FrameWriter frame = new FrameWriter(Kind.CALL, number).writeLong(arrival.ordinal()).writeLong(left);
        if (session.handles().write(frame, request)) {
            calling = true;
            session.send(frame);
        } else {
            session.close(this);
            channel.fault(HandleTable.TOO_MUCH);
        }
    }

    @Override
    void reply(Frame frame) throws BrokenSession {
        requireCall(frame);
        Message reply = session.handles().read(frame);
        if (reply != null) {
            channel.reply(reply); // it is dropped if nobody waits any more
        } else {
            session.close(this);
            channel.fault(HandleTable.NO_ROOM);
        }
    }

    @Override
    void fault(Frame frame) throws BrokenSession {
        requireCall(frame);
        session.forget(this);
        channel.fault(frame.words());
    }

    private void requireCall(Frame frame) throws BrokenSession {
        if (!calling) {
            throw frame.broken("no call is under way");
        }
        calling = false;
    }

    @Override
    void closed() {
        if (channel != null) {
            channel.end();
        } else {
            session.endUncalled(this);
        }
    }
}
