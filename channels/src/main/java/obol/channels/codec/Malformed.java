package obol.channels.codec;

/** Bytes that are no message of the expected type. The message names what is wrong and at which byte. */
public final class Malformed extends RuntimeException {
    public Malformed(String message) {
        super(message);
    }
}
