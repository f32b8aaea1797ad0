package obol.channels;

/** This endpoint or linear value was consumed, closed or given away. */
public final class Moved extends ChannelException {
    public Moved(String message) {
        super(message);
    }
}
