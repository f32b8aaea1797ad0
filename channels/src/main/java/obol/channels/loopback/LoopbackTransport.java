package obol.channels.loopback;

import java.util.HashMap;
import java.util.Map;
import obol.channels.NoService;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Port;
import obol.channels.transport.Transport;

/** Channels within one JVM. Names are those of the doors that are open in it. */
public final class LoopbackTransport implements Transport {
    private final Map<String, Named> names = new HashMap<>();
    private final GeneratedClasses classes = new GeneratedClasses();
    private final Events events = new Events();

    private record Named(LoopbackPort port, Skeleton contract) {
    }

    @Override
    public Link connect(String service, long deadline) {
        Named named = named(service);
        return named.port.channel(named.contract.fingerprint(), null);
    }

    @Override
    public String contractOf(String service) {
        return named(service).contract.canonicalText();
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
    public Port open(String service, Skeleton contract) {
        synchronized (names) {
            if (names.containsKey(service)) {
                throw new IllegalStateException("the name " + service + " is taken");
            }
            LoopbackPort port = new LoopbackPort(events, () -> forget(service));
            names.put(service, new Named(port, contract));
            return port;
        }
    }

    private void forget(String service) {
        synchronized (names) {
            names.remove(service);
        }
    }

    @Override
    public Port open() {
        return new LoopbackPort(events, null);
    }

    @Override
    public Memory allocate(int bytes) {
        return new ArrayMemory(new byte[bytes]);
    }

    @Override
    public Later.Pair later() {
        LaterCell cell = new LaterCell(events);
        return new Later.Pair(cell, cell.receiver());
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

    @Override
    public Skeleton skeleton(Class<?> contract) {
        return classes.skeleton(contract);
    }

    @Override
    public Skeleton skeleton(String contract, Class<?> near) {
        return classes.skeleton(contract, near);
    }
}
