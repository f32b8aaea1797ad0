package obol.channels.recording;

import java.util.ArrayList;
import java.util.List;
import obol.channels.runtime.DeadlineScope;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Memory;
import obol.channels.transport.Message;

/** The sending half of a Pending or stream that a service is given again; what it sends is compared at the end. Any thread. */
final class GivenSink implements Recorded.Numbered, Later.Sender {
    private final Replay replay;
    private final int number;
    /** What is to be sent; null last for a half that is closed without a last message. */
    private final List<Recorded> expected = new ArrayList<>();
    /** After so many messages nobody takes more. */
    private final int most;
    /** Guarded by this, as the next. */
    private final List<Recorded> sent = new ArrayList<>();
    private boolean ended;

    GivenSink(Replay replay, int number, List<Event> events) {
        this.replay = replay;
        this.number = number;
        int room = Integer.MAX_VALUE;
        boolean last = false;
        for (Event event : events) {
            switch (event.what()) {
                case PUT -> expected.add(event.reply());
                case LAST -> {
                    expected.add(event.reply());
                    last = true;
                }
                case CANCELLED -> room = Math.min(room, expected.size());
                case CLOSE -> {
                    if (!last) {
                        expected.add(null);
                        last = true;
                    }
                }
                default -> throw new IllegalArgumentException("flow " + number + " sends, and takes nothing");
            }
        }
        most = room;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean put(Message message) {
        return add(message, false);
    }

    @Override
    public boolean send(Message message) {
        return add(message, true);
    }

    private boolean add(Message message, boolean last) {
        int index;
        synchronized (this) {
            index = sent.size();
            if (ended || index >= most) {
                ended |= last;
                message.drop();
                return false;
            }
        }
        Recorded wanted = index < expected.size() ? expected.get(index) : null;
        Recorded kept = Recorded.of(replay.numbered(message, wanted));
        for (Handle handle : message.handles()) {
            if (handle instanceof Memory block) {
                block.drop();
            }
        }
        synchronized (this) {
            sent.add(kept);
            ended |= last;
            notifyAll();
        }
        return true;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public synchronized boolean cancelled() {
        return sent.size() >= most;
    }

    @Override
    public synchronized void drop() {
        if (!ended && sent.size() < most) {
            sent.add(null);
        }
        end();
    }

    /** The replay is over. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for what is to be sent and throws {@link AssertionError} at the first message that is another one. */
    synchronized void finish(long deadline) {
        for (int i = 0; i < Math.max(expected.size(), sent.size()); i++) {
            while (i >= sent.size() && !ended && DeadlineScope.left(deadline) > 0) {
                try {
                    wait(Math.max(1, DeadlineScope.left(deadline) / 1_000_000));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            String wanted = i < expected.size() ? replay.shown(number, expected.get(i)) : "nothing";
            String actual = i < sent.size() ? replay.shown(number, sent.get(i)) : "nothing";
            boolean same = i < expected.size() && i < sent.size()
                    && (expected.get(i) == null ? sent.get(i) == null : expected.get(i).equals(sent.get(i)));
            if (!same) {
                throw Replay.differs(number, wanted, actual);
            }
        }
    }
}
