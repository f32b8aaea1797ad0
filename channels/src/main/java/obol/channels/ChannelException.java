package obol.channels;

/**
 * A fault of the channel rather than of the call. Unchecked and never declared in a contract: any call may throw one.
 * The subclasses say which; none carries state beyond its message and, in {@link Failed}, the cause.
 */
public class ChannelException extends RuntimeException {
    public ChannelException(String message) {
        super(message);
    }

    ChannelException(String message, Throwable cause) {
        super(message, cause);
    }
}
