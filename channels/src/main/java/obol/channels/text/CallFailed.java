package obol.channels.text;

/** A call by text that has no result; the message is what the user gets to see, {@code Name: message} for an exception. */
public final class CallFailed extends Exception {
    CallFailed(String message) {
        super(message);
    }
}
