package obol.channels.loopback;

import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** One message that comes later: this is the sending half, {@link #receiver()} the other. */
final class LaterCell implements Later.Sender {
    private final Events events;
    private Message message;
    private boolean senderDone;
    private boolean receiverDone;

    LaterCell(Events events) {
        this.events = events;
    }

    Later receiver() {
        return new Receiver();
    }

    @Override
    public boolean send(Message sent) {
        synchronized (this) {
            if (!senderDone && !receiverDone) {
                message = sent;
                sent = null;
            }
            senderDone = true;
        }
        if (sent != null) {
            sent.drop();
        }
        events.signal();
        return sent == null;
    }

    @Override
    public synchronized boolean cancelled() {
        return receiverDone && message == null && !senderDone;
    }

    @Override
    public void drop() {
        synchronized (this) {
            senderDone = true;
        }
        events.signal();
    }

    private final class Receiver implements Later {
        @Override
        public Message await(long deadline) {
            while (true) {
                long seen = events.count();
                synchronized (LaterCell.this) {
                    if (message != null) {
                        Message arrived = message;
                        message = null;
                        receiverDone = true;
                        return arrived;
                    }
                    if (senderDone) {
                        receiverDone = true;
                        throw new PeerGone("the Promise was closed without a value, or its process has ended");
                    }
                }
                if (!events.await(seen, deadline)) {
                    drop();
                    throw new DeadlinePassed("Pending.await: the deadline passed");
                }
            }
        }

        @Override
        public boolean ready() {
            synchronized (LaterCell.this) {
                return senderDone;
            }
        }

        @Override
        public void drop() {
            Message unread;
            synchronized (LaterCell.this) {
                receiverDone = true;
                unread = message;
                message = null;
            }
            if (unread != null) {
                unread.drop();
            }
            events.signal();
        }
    }
}
