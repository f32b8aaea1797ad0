package obol.channels.loopback;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.PeerGone;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** Messages that come later. The halves are objects of their own, so that each can be found abandoned. */
final class LaterCell {
    private final Events events;
    private final int room;
    /** Guarded by this, as all below. */
    private final Deque<Message> messages = new ArrayDeque<>();
    private boolean senderDone;
    /** The last of the messages is the one with which the sender ended, not one that it left behind. */
    private boolean lastSent;
    private boolean receiverDone;
    /** The halves, for the ledger. */
    private final Object sending = new Object();
    private final Object receiving = new Object();

    private LaterCell(Events events, int room) {
        this.events = events;
        this.room = room;
    }

    static Later.Pair open(Events events, int room) {
        LaterCell cell = new LaterCell(events, room);
        SenderHalf sender = new SenderHalf(cell);
        ReceiverHalf receiver = new ReceiverHalf(cell);
        Audit.opened(cell.sending, sender, "the sending half of a Pending or stream");
        Audit.opened(cell.receiving, receiver, "the receiving half of a Pending or stream");
        Abandoned.CLEANER.register(sender, cell::dropSender);
        Abandoned.CLEANER.register(receiver, cell::dropReceiver);
        return new Later.Pair(sender, receiver);
    }

    private boolean send(Message sent, boolean last) {
        boolean delivered;
        boolean full;
        synchronized (this) {
            full = !last && messages.size() >= room;
            delivered = !senderDone && !receiverDone && !full;
            if (delivered) {
                messages.add(sent);
                lastSent = last;
            }
            senderDone |= last;
            full &= !receiverDone;
        }
        if (!delivered) {
            sent.drop();
        }
        if (last) {
            Audit.closed(sending);
        }
        events.signal();
        if (full) {
            throw new IllegalStateException("there is no room for the message: two threads use one sink");
        }
        return delivered;
    }

    private synchronized boolean hasRoom() {
        return receiverDone || messages.size() < room;
    }

    private synchronized boolean cancelled() {
        return receiverDone && !senderDone;
    }

    private synchronized boolean ready() {
        return senderDone || !messages.isEmpty();
    }

    private void dropSender() {
        synchronized (this) {
            senderDone = true;
        }
        Audit.closed(sending);
        events.signal();
    }

    private void dropReceiver() {
        Deque<Message> unread;
        synchronized (this) {
            receiverDone = true;
            unread = new ArrayDeque<>(messages);
            messages.clear();
        }
        Audit.closed(receiving);
        unread.forEach(Message::drop);
        events.signal();
    }

    private Message await(long deadline) {
        while (true) {
            long seen = events.count();
            Message arrived;
            synchronized (this) {
                arrived = messages.poll();
                if (arrived == null && (senderDone || receiverDone)) {
                    receiverDone = true;
                    Audit.closed(receiving);
                    throw new PeerGone("the other end was closed, or its process has ended");
                }
                if (senderDone && lastSent && messages.isEmpty()) {
                    receiverDone = true;
                    Audit.closed(receiving);
                }
            }
            if (arrived != null) {
                events.signal(); // there is room again
                return arrived;
            }
            if (!events.await(seen, deadline)) {
                return null;
            }
        }
    }

    private record SenderHalf(LaterCell cell) implements Later.Sender {
        @Override
        public boolean put(Message message) {
            return cell.send(message, false);
        }

        @Override
        public boolean send(Message message) {
            return cell.send(message, true);
        }

        @Override
        public boolean ready() {
            return cell.hasRoom();
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
