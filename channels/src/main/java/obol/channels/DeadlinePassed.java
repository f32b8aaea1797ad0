package obol.channels;

/** The {@link Deadline} in force passed first; the channel of the call is closed, as no late reply may arrive. */
public final class DeadlinePassed extends ChannelException {
    public DeadlinePassed(String message) {
        super(message);
    }
}
