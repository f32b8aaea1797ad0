package obol.channels.loopback;

import java.lang.ref.Reference;
import obol.channels.DeadlinePassed;
import obol.channels.Deadlock;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * One channel: both ends. The turn says whose move it is; a cell is its own queue, as one call is under way at most.
 * <pre>
 *   IDLE --call--> CALL --taken--> SERVE --reply--> REPLY --read--> IDLE        any --close, deadline, fault--> DEAD
 * </pre>
 */
final class Cell {
    private enum Turn { IDLE, CALL, SERVE, REPLY, DEAD }

    private final LoopbackPort port;
    private final String fingerprint;
    private final ServerEnd serverEnd = new ServerEnd();
    /** Guarded by this. */
    private Turn turn = Turn.IDLE;
    private Message message;
    private long ordinal;
    private long deadline;
    /** Whether the server has an object for this channel, which it must be told of when it ends. */
    private boolean served;
    /** DEAD only: the server's fault in words, for the caller that still waits. */
    private String fault;

    Cell(LoopbackPort port, String fingerprint, Object attachment) {
        this.port = port;
        this.fingerprint = fingerprint;
        serverEnd.attachment = attachment;
        served = attachment != null;
    }

    Channel serverEnd() {
        return serverEnd;
    }

    /** The client's end, of which there is one: when nobody holds it any more the channel ends. */
    Link clientEnd() {
        ClientEnd end = new ClientEnd(this);
        Abandoned.CLEANER.register(end, this::drop);
        Audit.opened(this, end, "a channel");
        return end;
    }

    private Message call(long method, Message request, long until) {
        String circle = port.waits().begin(port);
        try {
            return call(method, request, until, circle);
        } finally {
            if (circle == null) {
                port.waits().end();
            }
        }
    }

    private Message call(long method, Message request, long until, String circle) {
        synchronized (this) {
            if (turn != Turn.IDLE || circle != null) {
                request.drop();
                if (turn == Turn.DEAD) {
                    throw new PeerGone("the channel has ended");
                }
                if (turn == Turn.IDLE) {
                    throw new Deadlock(circle);
                }
                throw new IllegalStateException("two threads use one endpoint");
            }
            turn = Turn.CALL;
            message = request;
            ordinal = method;
            deadline = until;
        }
        port.arrived(this);
        return awaitReply(until);
    }

    private Message awaitReply(long until) {
        boolean interrupted = false;
        try {
            synchronized (this) {
                while (turn == Turn.CALL || turn == Turn.SERVE) {
                    try {
                        if (!Monitors.await(this, until)) {
                            break;
                        }
                    } catch (InterruptedException later) {
                        interrupted = true;
                    }
                }
                if (turn == Turn.REPLY) {
                    turn = Turn.IDLE;
                    Message reply = message;
                    message = null;
                    return reply;
                }
                if (turn == Turn.DEAD) {
                    throw fault != null ? new ServerFault(fault) : new PeerGone("the channel ended during the call");
                }
            }
            die(null, true);
            throw new DeadlinePassed("the deadline passed before the reply");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nobody holds the client's end any more. */
    private void drop() {
        die(null, true);
        Audit.closed(this);
    }

    private synchronized boolean isDead() {
        return turn == Turn.DEAD;
    }

    /** Ends the channel, once. @param tell whether the server is to hear of it, if it serves the channel */
    void die(String why, boolean tell) {
        Message undelivered;
        boolean hears;
        synchronized (this) {
            if (turn == Turn.DEAD) {
                return;
            }
            hears = tell && served;
            undelivered = turn == Turn.CALL || turn == Turn.REPLY ? message : null;
            message = null;
            fault = why;
            turn = Turn.DEAD;
            notifyAll();
        }
        if (undelivered != null) {
            undelivered.drop();
        }
        port.ended(this, hears);
    }

    /** The call that waits here, taken by the server; null if it has been given up. */
    synchronized Arrival take() {
        if (turn != Turn.CALL) {
            return null;
        }
        turn = Turn.SERVE;
        served = true;
        Message request = message;
        message = null;
        return new Arrival(Arrival.Kind.CALL, serverEnd, ordinal, request, deadline);
    }

    private record ClientEnd(Cell cell) implements Link {
        @Override
        public Message call(long ordinal, Message request, long deadline) {
            try {
                return cell.call(ordinal, request, deadline);
            } finally {
                if (cell.isDead()) {
                    Audit.closed(cell);
                }
                Reference.reachabilityFence(this); // whoever waits has not abandoned it
            }
        }

        @Override
        public void drop() {
            cell.drop();
        }

        @Override
        public String fingerprint() {
            return cell.fingerprint;
        }
    }

    private final class ServerEnd extends Channel {
        @Override
        public boolean reply(Message reply) {
            synchronized (Cell.this) {
                if (turn == Turn.SERVE) {
                    turn = Turn.REPLY;
                    message = reply;
                    Cell.this.notifyAll();
                    return true;
                }
            }
            reply.drop();
            return false;
        }

        @Override
        public void fault(String text) {
            die(text, false);
        }

        /** The client reads its reply first: only a channel without one dies here, the other when the client's stub ends it. */
        @Override
        public void end() {
            boolean unread;
            synchronized (Cell.this) {
                unread = turn == Turn.REPLY;
                served = false;
            }
            if (unread) {
                port.ended(Cell.this, false);
            } else {
                die(null, false);
            }
        }
    }
}
