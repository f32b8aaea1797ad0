package obol.channels.loopback;

import java.lang.ref.Reference;
import obol.channels.DeadlinePassed;
import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** One message that comes later. The halves are objects of their own, so that each can be found abandoned. */
final class LaterCell {
    private final Events events;
    private Message message;
    private boolean senderDone;
    private boolean receiverDone;

    private LaterCell(Events events) {
        this.events = events;
    }

    static Later.Pair open(Events events) {
        LaterCell cell = new LaterCell(events);
        SenderHalf sender = new SenderHalf(cell);
        ReceiverHalf receiver = new ReceiverHalf(cell);
        Abandoned.CLEANER.register(sender, cell::dropSender);
        Abandoned.CLEANER.register(receiver, cell::dropReceiver);
        return new Later.Pair(sender, receiver);
    }

    private boolean send(Message sent) {
        boolean delivered;
        synchronized (this) {
            delivered = !senderDone && !receiverDone;
            if (delivered) {
                message = sent;
            }
            senderDone = true;
        }
        if (!delivered) {
            sent.drop();
        }
        events.signal();
        return delivered;
    }

    private synchronized boolean cancelled() {
        return receiverDone && !senderDone;
    }

    private synchronized boolean ready() {
        return senderDone;
    }

    private void dropSender() {
        synchronized (this) {
            senderDone = true;
        }
        events.signal();
    }

    private void dropReceiver() {
        Message unread;
        synchronized (this) {
            receiverDone = true;
            unread = message;
            message = null;
        }
        if (unread != null) {
            unread.drop();
        }
        events.signal();
    }

    private Message await(long deadline) {
        while (true) {
            long seen = events.count();
            synchronized (this) {
                if (message != null || senderDone) {
                    Message arrived = message;
                    message = null;
                    receiverDone = true;
                    if (arrived == null) {
                        throw new PeerGone("the Promise was closed without a value, or its process has ended");
                    }
                    return arrived;
                }
            }
            if (!events.await(seen, deadline)) {
                dropReceiver();
                throw new DeadlinePassed("Pending.await: the deadline passed");
            }
        }
    }

    private record SenderHalf(LaterCell cell) implements Later.Sender {
        @Override
        public boolean send(Message message) {
            return cell.send(message);
        }

        @Override
        public boolean cancelled() {
            return cell.cancelled();
        }

        @Override
        public void drop() {
            cell.dropSender();
        }
    }

    private record ReceiverHalf(LaterCell cell) implements Later {
        @Override
        public Message await(long deadline) {
            try {
                return cell.await(deadline);
            } finally {
                Reference.reachabilityFence(this); // whoever waits has not abandoned it
            }
        }

        @Override
        public boolean ready() {
            return cell.ready();
        }

        @Override
        public void drop() {
            cell.dropReceiver();
        }
    }
}
