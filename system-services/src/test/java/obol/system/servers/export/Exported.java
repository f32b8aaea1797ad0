package obol.system.servers.export;

import obol.system.namespace.Namespace;

/** A namespace served to one client, for tests of other packages. */
public final class Exported {
    private Exported() {
    }

    /** @return the thread that serves; it ends with the wire */
    public static Thread serve(Wire wire, Namespace namespace) {
        return Exporter.serve(wire.server(), namespace);
    }
}
