package obol.channels.transport;

import obol.channels.loopback.LoopbackTransport;

/**
 * Which back end a process has. On a JVM, and in a program compiled with the library alone, it is the loopback. An image of Obol
 * substitutes {@link #make()} by the transport of its nucleus; that one method is the whole seam.
 */
final class SystemTransport {
    static final Transport INSTANCE = make();

    private SystemTransport() {
    }

    private static Transport make() {
        return new LoopbackTransport();
    }
}
