package obol.system.carrier.frames;

/** The other side broke the protocol; the message says how. Nothing more can be understood of what it sends. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }
}
