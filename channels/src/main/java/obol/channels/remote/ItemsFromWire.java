package obol.channels.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/**
 * Messages that come later, from the peer to a receiver in this process. They wait here while the receiver has no room. The peer may send
 * as long as its credit is above 0, which each message lowers by its cost; what the receiver gets raises it again.
 */
final class ItemsFromWire extends Thing {
    /** Credit at the beginning, and the most there is. */
    static final int WINDOW = 64 << 10;
    /** Messages for which the receiver has room besides those that wait here. */
    static final int ROOM = 16;
    /** What a message costs besides its bytes. */
    static final int OVERHEAD = 1 << 10;

    private final Later.Sender receiver;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private long credit = WINDOW;
    private long owed;
    /** The peer sends no more. */
    private boolean complete;

    private record Item(Message message, int cost) {
    }

    ItemsFromWire(Session session, int number, Later.Sender receiver) {
        super(session, number);
        this.receiver = receiver;
    }

    @Override
    void item(Frame frame) throws BrokenSession {
        if (credit <= 0) {
            throw frame.broken("no credit is left");
        }
        int cost = OVERHEAD + frame.left();
        credit -= cost;
        Message message = session.handles().read(frame);
        if (message == null) {
            giveUp();
            return;
        }
        waiting.add(new Item(message, cost));
        pump();
    }

    @Override
    boolean pump() {
        boolean moved = false;
        while (!waiting.isEmpty() && receiver.ready()) {
            Item item = waiting.remove();
            moved = true;
            if (!put(item.message)) {
                giveUp();
                return true;
            }
            owed += item.cost;
        }
        if (complete && waiting.isEmpty()) {
            receiver.drop();
            session.drained(this);
            return true;
        }
        if (!complete && receiver.cancelled()) {
            giveUp();
            return true;
        }
        if (!complete && owed >= WINDOW / 4) {
            session.send(new FrameWriter(Kind.CREDIT, number).writeInt((int) owed));
            credit += owed;
            owed = 0;
        }
        return moved;
    }

    /** False if the receiver has ended, or its process may not have what is in the message. */
    private boolean put(Message message) {
        try {
            return receiver.put(message);
        } catch (IllegalStateException | OutOfMemoryError refused) {
            return false;
        }
    }

    /** The receiver gets no more. */
    private void giveUp() {
        waiting.forEach(item -> item.message.drop());
        waiting.clear();
        receiver.drop();
        if (complete) {
            session.drained(this);
        } else {
            session.close(this);
        }
    }

    /** What came is still delivered. */
    @Override
    void closed() {
        complete = true;
        session.drain(this);
    }
}
