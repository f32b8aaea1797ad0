package obol.channels;

/** {@link Pending#await()}: the promise was failed. The cause is the exception of the method, if the method declares it. */
public final class Failed extends ChannelException {
    public Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
