package obol.channels.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.DeadlinePassed;
import obol.channels.StreamFailed;
import obol.channels.runtime.Handles;
import obol.channels.runtime.Platform;
import obol.channels.transport.Later;
import obol.channels.transport.Transport;

/** Where both halves of a stream meet that begins in this process. The halves may be used by two threads. */
public final class LocalStream {
    private final int capacity;
    private final Incoming reader = new Reader();
    private final Outgoing writer = new Writer();
    /** Guarded by this, as all below. */
    private final Deque<Object> items = new ArrayDeque<>();
    private boolean ended;
    private String failure;
    private boolean unread;
    /** The reading half was given away: what is written goes there. */
    private Outgoing onward;
    /** The writing half was given away: what is read comes from there. */
    private Incoming inward;

    /** @param capacity most items in it, from 1 to {@link Transport#MOST_ROOM} */
    public LocalStream(int capacity) {
        if (capacity < 1 || capacity > Transport.MOST_ROOM) {
            throw new IllegalArgumentException("a stream of " + capacity + " items: from 1 to " + Transport.MOST_ROOM);
        }
        this.capacity = capacity;
    }

    public Incoming reader() {
        return reader;
    }

    public Outgoing writer() {
        return writer;
    }

    private void checkItems(StreamCodec codec) {
        synchronized (this) {
            items.forEach(codec::writeItem); // throws if it cannot be sent
        }
    }

    /** Sends all items on. The caller holds the lock, so that what is put meanwhile comes behind them. */
    private void empty(Later.Sender sender, StreamCodec codec) {
        for (Object item = items.poll(); item != null; item = items.poll()) {
            sender.put(codec.writeItem(item).depart());
        }
    }

    private static void signal() {
        Platform.transport().signal();
    }

    private final class Reader implements Incoming {
        @Override
        public Object next(long deadline) {
            Transport transport = Platform.transport();
            while (true) {
                long seen = transport.events();
                Object item;
                Incoming away;
                boolean end;
                String words;
                synchronized (LocalStream.this) {
                    item = items.poll();
                    away = inward;
                    end = ended;
                    words = failure;
                }
                if (item != null) {
                    signal(); // there is room again
                    return item;
                }
                if (away != null) {
                    return away.next(deadline);
                }
                if (words != null) {
                    throw new StreamFailed(words);
                }
                if (end) {
                    return null;
                }
                if (!transport.awaitEvent(seen, deadline)) {
                    throw new DeadlinePassed("Source.next: the deadline passed");
                }
            }
        }

        @Override
        public boolean ready() {
            synchronized (LocalStream.this) {
                return !items.isEmpty() || (inward != null ? inward.ready() : ended);
            }
        }

        @Override
        public void close() {
            Deque<Object> lost;
            Incoming away;
            synchronized (LocalStream.this) {
                unread = true;
                lost = new ArrayDeque<>(items);
                items.clear();
                away = inward;
            }
            lost.forEach(Handles::close);
            if (away != null) {
                away.close();
            }
            signal();
        }

        @Override
        public void prepare(StreamCodec codec) {
            checkItems(codec);
        }

        @Override
        public Later ship(StreamCodec codec) {
            Later receiver;
            synchronized (LocalStream.this) {
                if (inward != null) {
                    return inward.ship(codec);
                }
                Later.Pair pair = Platform.transport().later(capacity);
                receiver = pair.receiver();
                empty(pair.sender(), codec);
                onward = new DepartingItems(pair.sender(), codec);
                if (ended) {
                    onward.end(failure);
                }
            }
            signal();
            return receiver;
        }
    }

    private final class Writer implements Outgoing {
        @Override
        public void put(Object item, long deadline) {
            if (item == null) {
                throw new NullPointerException("a Sink takes no null");
            }
            Transport transport = Platform.transport();
            while (true) {
                long seen = transport.events();
                Outgoing away;
                boolean gone;
                boolean taken = false;
                synchronized (LocalStream.this) {
                    away = onward;
                    gone = unread;
                    if (away == null && !gone && items.size() < capacity) {
                        items.add(item);
                        taken = true;
                    }
                }
                if (taken) {
                    signal();
                    return;
                }
                if (away != null) {
                    away.put(item, deadline);
                    return;
                }
                if (gone || !transport.awaitEvent(seen, deadline)) {
                    Handles.close(item); // an argument of a call that throws is gone
                    throw gone ? DepartingItems.gone() : new DeadlinePassed("Sink.put: the deadline passed");
                }
            }
        }

        @Override
        public boolean ready() {
            synchronized (LocalStream.this) {
                return onward != null ? onward.ready() : !unread && items.size() < capacity;
            }
        }

        @Override
        public boolean open() {
            synchronized (LocalStream.this) {
                return onward != null ? onward.open() : !unread;
            }
        }

        @Override
        public void end(String words) {
            Outgoing away;
            synchronized (LocalStream.this) {
                away = onward;
                ended = true;
                failure = words;
            }
            if (away != null) {
                away.end(words);
            }
            signal();
        }

        @Override
        public void prepare(StreamCodec codec) {
            checkItems(codec);
        }

        @Override
        public Later.Sender ship(StreamCodec codec) {
            Later.Sender sender;
            synchronized (LocalStream.this) {
                if (onward != null) {
                    return onward.ship(codec);
                }
                Later.Pair pair = Platform.transport().later(capacity);
                sender = pair.sender();
                empty(sender, codec);
                inward = new ArrivingItems(pair.receiver(), codec);
                if (unread) {
                    inward.close();
                }
            }
            signal();
            return sender;
        }
    }
}
