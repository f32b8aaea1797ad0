package obol.channels;

/** The other end was closed, or its process has ended. */
public final class PeerGone extends ChannelException {
    public PeerGone(String message) {
        super(message);
    }
}
