package obol.channels;

/** Client and server were compiled against different contracts; the message names the first difference. */
public final class Mismatch extends ChannelException {
    public Mismatch(String message) {
        super(message);
    }
}
