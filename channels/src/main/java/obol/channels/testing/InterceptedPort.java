package obol.channels.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Port;

/** A port at which something happens between the arrival of a call and its handling: to the client, or to the process that serves. */
final class InterceptedPort implements Port {
    private final Port port;
    private final AtomicReference<Runnable> next = new AtomicReference<>();
    private volatile boolean dies;
    private volatile boolean dead;

    InterceptedPort(Port port) {
        this.port = port;
    }

    /** Runs an action, once, on the server's thread when it has taken the next call. */
    void atNextCall(Runnable action) {
        next.set(action);
    }

    /** Lets the process that serves die when it has taken the next call: its objects are told nothing. */
    void dieAtNextCall() {
        dies = true;
    }

    @Override
    public Arrival next(long deadline) {
        Arrival arrival = port.next(deadline);
        if (arrival != null && arrival.kind() == Arrival.Kind.CALL) {
            if (dies) {
                dead = true;
                port.close();
                arrival.request().drop();
                return null;
            }
            Runnable action = next.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
        return arrival;
    }

    @Override
    public boolean ready() {
        return port.ready();
    }

    @Override
    public boolean isOpen() {
        return port.isOpen();
    }

    @Override
    public Link channel(String fingerprint, Object attachment) {
        return port.channel(fingerprint, attachment);
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public List<Channel> channels() {
        return dead ? List.of() : port.channels();
    }
}
