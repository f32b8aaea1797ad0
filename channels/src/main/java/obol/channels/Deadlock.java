package obol.channels;

/** The call would wait for itself: its message names the services around the circle, {@code a → b → a}. The channel is as before. */
public final class Deadlock extends ChannelException {
    public Deadlock(String message) {
        super(message);
    }
}
