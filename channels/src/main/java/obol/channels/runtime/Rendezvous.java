package obol.channels.runtime;

import obol.channels.DeadlinePassed;
import obol.channels.Failed;
import obol.channels.Moved;
import obol.channels.PeerGone;
import obol.channels.codec.Writer;
import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/**
 * Where a promise and its pending value meet. Both halves begin in one process; when the pending half is sent away, what the
 * promise is given goes after it as a message.
 */
public final class Rendezvous extends Eventual {
    private enum State { OPEN, KEPT, FAILED, ABANDONED, TAKEN, CANCELLED, SHIPPED }

    private State state = State.OPEN;
    /** The promise has been kept, failed or closed: whatever it does then is a mistake. */
    private boolean settled;
    private Object value;
    private Throwable failure;
    /** SHIPPED only: where the value goes, and how it is written. */
    private Later.Sender sender;
    private LaterCodec codec;

    /** The promise's value; see {@code Promise.keep}. */
    public void keep(Object kept) {
        if (kept == null) {
            throw new NullPointerException("a Promise is not kept with null");
        }
        settle(State.KEPT, kept, null);
    }

    /** The promise's failure; see {@code Promise.fail}. */
    public void fail(Throwable why) {
        if (why == null) {
            throw new NullPointerException("a Promise is not failed with null");
        }
        settle(State.FAILED, null, why);
    }

    private void settle(State outcome, Object kept, Throwable why) {
        Later.Sender away;
        synchronized (this) {
            if (settled) {
                throw new Moved("this Promise was kept, failed or closed");
            }
            away = state == State.SHIPPED ? sender : null;
            if (away == null) {
                settled = true;
                if (state == State.OPEN) {
                    state = outcome;
                    value = kept;
                    failure = why;
                    kept = null;
                }
            }
        }
        if (away == null) {
            Handles.close(kept); // the waiter has cancelled
            Platform.transport().signal();
            return;
        }
        // Writing may refuse the value: then the promise is as before.
        Writer writer = why == null ? codec.writeValue(kept) : codec.writeFailure(why);
        synchronized (this) {
            if (settled) {
                throw new Moved("this Promise was kept, failed or closed");
            }
            settled = true;
        }
        away.send(writer.depart());
    }

    /** The promise is closed; no effect if it was kept or failed. */
    public void abandon() {
        Later.Sender away;
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            away = sender;
            if (state == State.OPEN) {
                state = State.ABANDONED;
            }
        }
        if (away != null) {
            away.drop();
        }
        Platform.transport().signal();
    }

    /** Whether nobody waits any more. */
    public synchronized boolean cancelled() {
        return state == State.SHIPPED ? sender.cancelled() : state == State.CANCELLED;
    }

    @Override
    public Object await(long deadline) {
        Transport transport = Platform.transport();
        while (true) {
            long seen = transport.events();
            synchronized (this) {
                switch (state) {
                    case KEPT -> {
                        state = State.TAKEN;
                        Object taken = value;
                        value = null;
                        return taken;
                    }
                    case FAILED -> throw new Failed(Faults.name(failure), failure);
                    case ABANDONED -> throw new PeerGone("the Promise was closed without a value");
                    default -> { }
                }
            }
            if (!transport.awaitEvent(seen, deadline)) {
                cancel();
                throw new DeadlinePassed("Pending.await: the deadline passed");
            }
        }
    }

    @Override
    public synchronized boolean ready() {
        return state != State.OPEN;
    }

    @Override
    public void cancel() {
        Object unread;
        synchronized (this) {
            unread = value;
            value = null;
            if (state == State.OPEN || state == State.KEPT) {
                state = State.CANCELLED;
            }
        }
        Handles.close(unread);
        Platform.transport().signal();
    }

    @Override
    synchronized void prepare(LaterCodec sentWith) {
        if (state == State.KEPT) {
            sentWith.writeValue(value); // throws if it cannot be sent
        }
    }

    @Override
    Later ship(LaterCodec sentWith) {
        Later.Pair pair = Platform.transport().later(0);
        Message message = null;
        synchronized (this) {
            switch (state) {
                case KEPT -> message = sentWith.writeValue(value).depart();
                case FAILED -> message = sentWith.writeFailure(failure).depart();
                default -> { }
            }
            if (state == State.ABANDONED) {
                pair.sender().drop();
            }
            state = State.SHIPPED;
            value = null;
            sender = pair.sender();
            codec = sentWith;
        }
        if (message != null) {
            pair.sender().send(message);
        }
        return pair.receiver();
    }
}
