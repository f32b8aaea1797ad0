package obol.channels;

/** No service of that name, or none that this program may use. */
public final class NoService extends ChannelException {
    public NoService(String message) {
        super(message);
    }
}
