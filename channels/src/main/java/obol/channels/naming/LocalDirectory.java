package obol.channels.naming;

import java.util.HashMap;
import java.util.Map;
import obol.channels.NoService;
import obol.channels.transport.Link;

/** The names of the process's own ports: for a process that was born without a name service. */
public final class LocalDirectory implements Directory {
    private record Named(Connector connector, String canonicalText) {
    }

    /** Guarded by this. */
    private final Map<String, Named> names = new HashMap<>();

    @Override
    public synchronized Link connect(String name, long deadline) {
        Link link = named(name).connector.connect();
        if (link == null) {
            throw none(name);
        }
        return link;
    }

    @Override
    public synchronized String contractOf(String name) {
        return named(name).canonicalText;
    }

    @Override
    public synchronized void register(String name, String fingerprint, String canonicalText, Connector connector) {
        Named before = names.get(name);
        if (before != null && before.connector.isOpen()) {
            connector.drop();
            throw new IllegalStateException("the name " + name + " is taken");
        }
        if (before != null) {
            before.connector.drop();
        }
        names.put(name, new Named(connector, canonicalText));
    }

    private Named named(String name) {
        Named named = names.get(name);
        if (named == null || !named.connector.isOpen()) {
            throw none(name);
        }
        return named;
    }

    private static NoService none(String name) {
        return new NoService("no service " + name);
    }
}
