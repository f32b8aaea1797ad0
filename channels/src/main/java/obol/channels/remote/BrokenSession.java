package obol.channels.remote;

/** The peer broke the protocol; the words say how. */
final class BrokenSession extends Exception {
    private static final long serialVersionUID = 1;

    BrokenSession(String how) {
        super(how, null, false, false);
    }
}
