package obol.channels.remote;

import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/** A channel that the peer calls, and this process leads on to its server. */
final class ServedChannel extends Thing {
    private final Link link;
    private boolean calling;

    ServedChannel(Session session, int number, Link link) {
        super(session, number);
        this.link = link;
    }

    @Override
    void call(Frame frame) throws BrokenSession {
        long ordinal = frame.readLong();
        long left = frame.readLong();
        if (calling || left < 0) {
            throw frame.broken(calling ? "a call is under way" : "time that has passed");
        }
        Message request = session.handles().read(frame);
        if (request == null) {
            fail(HandleTable.NO_ROOM);
        } else if (!session.mayCall()) {
            request.drop();
            fail("too many calls of this session are under way");
        } else {
            calling = true;
            long deadline = left >= Long.MAX_VALUE / 2 ? Transport.NEVER : System.nanoTime() + left;
            session.run(() -> perform(ordinal, request, deadline));
        }
    }

    private void perform(long ordinal, Message request, long deadline) {
        Message reply = null;
        String fault = null;
        boolean late = false;
        try {
            reply = link.call(ordinal, request, deadline);
        } catch (DeadlinePassed passed) {
            late = true;
        } catch (ServerFault failed) {
            fault = failed.getMessage();
        } catch (PeerGone ended) {
            // so does the channel
        } catch (RuntimeException | OutOfMemoryError refused) {
            fault = "the call could not be led on: " + refused.getMessage();
        }
        answer(reply, fault, late);
    }

    private void answer(Message reply, String fault, boolean late) {
        synchronized (session) {
            calling = false;
            session.called();
            if (!session.has(this)) {
                if (reply != null) {
                    reply.drop();
                }
            } else if (reply != null) {
                FrameWriter frame = new FrameWriter(Kind.REPLY, number);
                if (session.handles().write(frame, reply)) {
                    session.send(frame);
                } else {
                    fail(HandleTable.TOO_MUCH);
                }
            } else if (fault != null) {
                fail(fault);
            } else if (late) {
                session.forget(this); // the client's own deadline has passed by now, or is about to: it says CLOSE then
                link.drop();
            } else {
                session.close(this);
                link.drop();
            }
        }
        session.sent();
    }

    private void fail(String words) {
        session.forget(this);
        session.send(new FrameWriter(Kind.FAULT, number).writeWords(words));
        link.drop();
    }

    @Override
    void closed() {
        link.drop();
    }
}
