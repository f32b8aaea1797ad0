package obol.net.udp;

import obol.net.core.Core;
import obol.net.core.Counter;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.ip.Arrival;

/** What sockets of datagrams have in common: the queue, and a problem that is told once. */
public abstract class DatagramSocket extends Socket {
    private final DatagramQueue queue;
    private Problem problem;
    private boolean closed;

    DatagramSocket(Core core, int limit) {
        super(core);
        queue = new DatagramQueue(limit);
    }

    @Override
    public int readiness() {
        if (closed) return OVER | READABLE | WRITABLE;
        return WRITABLE | (queue.isEmpty() && problem == null ? 0 : READABLE) | (problem == null ? 0 : FAILED);
    }

    /** What ICMP has told of an earlier datagram; telling it takes it back, as datagrams may go on. */
    @Override
    public Problem problem() {
        Problem told = problem;
        problem = null;
        return told;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Reads the first datagram that waits, as far as there is room; the rest of it is lost.
     *
     * @return false if none waits
     */
    public boolean receive(Datagram facts, byte[] to, int at, int room) {
        if (queue.isEmpty()) return false;
        queue.take(facts, to, at, room);
        return true;
    }

    /** Bytes of the first datagram that waits, -1 if there is none. */
    public int available() {
        return queue.isEmpty() ? -1 : queue.firstLength();
    }

    /** What waits is lost. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        queue.clear();
        forget();
        changed();
    }

    abstract void forget();

    void arrived(Arrival a, int port, int link, int at, int length) {
        if (queue.add(a.sourceHigh, a.sourceLow, port, a.targetHigh, a.targetLow, link, a.bytes, at, length)) changed();
        else core.count(Counter.UDP_DROPPED);
    }

    void failed(Problem why) {
        problem = why;
        changed();
    }
}
