package obol.channels.loopback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import obol.channels.PeerGone;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;

/** Where the calls of many cells arrive: a queue under one lock. */
final class LoopbackPort implements Port {
    private final Events events;
    private final Waits waits;
    private final String name;
    /** Frees the name when the port is closed; null for a port without a name. */
    private final Runnable forget;
    /** Guarded by this: cells with a call, and ended cells whose server is to hear of it. */
    private final Deque<Cell> calls = new ArrayDeque<>();
    private final Deque<Cell> ends = new ArrayDeque<>();
    private final Set<Cell> living = new LinkedHashSet<>();
    private List<Channel> atClose = List.of();
    private boolean open = true;
    /** The thread that took the last arrival or waits for the next; how many wait. */
    private Thread server;
    private int waiting;

    LoopbackPort(LoopbackTransport transport, String name, Runnable forget) {
        events = transport.events;
        waits = transport.waits;
        this.name = name;
        this.forget = forget;
    }

    @Override
    public Link channel(String fingerprint, Object attachment) {
        Cell cell = new Cell(this, fingerprint, attachment);
        synchronized (this) {
            if (!open) {
                throw new PeerGone("the door is closed");
            }
            living.add(cell);
        }
        return cell.clientEnd();
    }

    String name() {
        return name;
    }

    Waits waits() {
        return waits;
    }

    /** The thread that took the last arrival, unless one waits here for the next. */
    synchronized Thread busy() {
        return waiting > 0 ? null : server;
    }

    void arrived(Cell cell) {
        boolean late;
        synchronized (this) {
            late = !open;
            calls.add(cell);
            notifyAll();
        }
        if (late) {
            cell.die(null, false);
        }
        events.signal();
    }

    /** A cell has ended; {@code tell} the server. */
    void ended(Cell cell, boolean tell) {
        boolean last;
        synchronized (this) {
            if (!living.remove(cell)) {
                return;
            }
            if (tell) {
                ends.add(cell);
                notifyAll();
            }
            last = living.isEmpty() && ends.isEmpty() && forget == null;
        }
        if (last) {
            close();
        }
        events.signal();
    }

    @Override
    public Arrival next(long deadline) {
        synchronized (this) {
            server = Thread.currentThread();
            while (open) {
                Arrival arrival = poll();
                if (arrival != null) {
                    return arrival;
                }
                waiting++;
                try {
                    if (!Monitors.await(this, deadline)) {
                        return null;
                    }
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return null;
                } finally {
                    waiting--;
                    server = Thread.currentThread();
                }
            }
            return null;
        }
    }

    /** Ends first: they free what calls may wait for. A port without a name closes with the last. */
    private Arrival poll() {
        Cell ended = ends.poll();
        if (ended != null) {
            if (forget == null && living.isEmpty() && ends.isEmpty()) {
                open = false;
            }
            return new Arrival(Arrival.Kind.CLOSED, ended.serverEnd(), 0, null, Transport.NEVER);
        }
        for (Cell cell = calls.poll(); cell != null; cell = calls.poll()) {
            Arrival call = cell.take();
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    @Override
    public synchronized boolean ready() {
        return !calls.isEmpty() || !ends.isEmpty();
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        List<Cell> cells;
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
            cells = new ArrayList<>(living);
            cells.addAll(ends);
            atClose = cells.stream().map(Cell::serverEnd).toList();
            notifyAll();
        }
        if (forget != null) {
            forget.run();
        }
        for (Cell cell : cells) {
            cell.die(null, false);
        }
        events.signal();
    }

    @Override
    public synchronized List<Channel> channels() {
        return open ? living.stream().map(Cell::serverEnd).toList() : atClose;
    }
}
