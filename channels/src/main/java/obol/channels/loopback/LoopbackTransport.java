package obol.channels.loopback;

import java.util.HashMap;
import java.util.Map;
import obol.channels.NoService;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;

/** Channels within one JVM. Names are those of the doors that are open in it. */
public final class LoopbackTransport implements Transport {
    private final Map<String, Named> names = new HashMap<>();
    final Events events = new Events();
    final Waits waits = new Waits();

    private record Named(LoopbackPort port, String fingerprint, String canonicalText) {
    }

    @Override
    public Link connect(String service, long deadline) {
        Named named = named(service);
        return named.port.channel(named.fingerprint, null);
    }

    @Override
    public String contractOf(String service) {
        return named(service).canonicalText;
    }

    private Named named(String service) {
        synchronized (names) {
            Named named = names.get(service);
            if (named == null) {
                throw new NoService("no service " + service);
            }
            return named;
        }
    }

    @Override
    public Port open(String service, String fingerprint, String canonicalText) {
        synchronized (names) {
            if (names.containsKey(service)) {
                throw new IllegalStateException("the name " + service + " is taken");
            }
            LoopbackPort port = new LoopbackPort(this, service, () -> forget(service));
            names.put(service, new Named(port, fingerprint, canonicalText));
            return port;
        }
    }

    private void forget(String service) {
        synchronized (names) {
            names.remove(service);
        }
    }

    @Override
    public Port open(String label) {
        return new LoopbackPort(this, label, null);
    }

    @Override
    public Memory allocate(int bytes) {
        return new ArrayMemory(new byte[bytes]);
    }

    @Override
    public Later.Pair later(int room) {
        return LaterCell.open(events, room);
    }

    @Override
    public long events() {
        return events.count();
    }

    @Override
    public boolean awaitEvent(long seen, long deadline) {
        return events.await(seen, deadline);
    }

    @Override
    public void signal() {
        events.signal();
    }
}
