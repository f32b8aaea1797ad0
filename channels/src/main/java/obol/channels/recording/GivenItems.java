package obol.channels.recording;

import java.util.List;
import obol.channels.PeerGone;
import obol.channels.runtime.DeadlineScope;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** The receiving half of a Pending or stream that a service is given again: all that came is there. Any thread. */
final class GivenItems implements Recorded.Numbered, Later {
    private final Replay replay;
    private final int number;
    private final List<Recorded> messages;
    private final boolean gone;
    /** Guarded by this. */
    private int taken;
    private boolean ended;

    GivenItems(Replay replay, int number, List<Event> events) {
        this.replay = replay;
        this.number = number;
        messages = events.stream().filter(event -> event.what() == Event.Flow.ITEM).map(Event::reply).toList();
        gone = events.stream().anyMatch(event -> event.what() == Event.Flow.GONE);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Message await(long deadline) {
        Recorded next;
        synchronized (this) {
            while (taken == messages.size() && !gone && !ended) {
                long left = DeadlineScope.left(deadline);
                if (left == 0) {
                    return null;
                }
                try {
                    wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            if (taken == messages.size()) {
                throw new PeerGone("the other end was closed, or its process has ended");
            }
            next = messages.get(taken++);
        }
        return next.message(replay);
    }

    @Override
    public synchronized boolean ready() {
        return taken < messages.size() || gone || ended;
    }

    @Override
    public void drop() {
        end();
    }

    /** The replay is over. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
