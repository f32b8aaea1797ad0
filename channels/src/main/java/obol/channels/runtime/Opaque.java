package obol.channels.runtime;

/** An endpoint of a contract that this process does not know: it can be closed and passed on. */
final class Opaque extends Stub {
    Opaque(Endpoint endpoint, String contract) {
        super(endpoint, contract);
    }
}
