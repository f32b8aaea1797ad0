package obol.channels.transport;

/**
 * One message: the first {@code length} bytes of {@code bytes}, and the handles in the order in which the bytes name them.
 * Immutable by agreement once it is sent: neither side writes to the arrays.
 */
public record Message(byte[] bytes, int length, Handle[] handles) {
    private static final Handle[] NO_HANDLES = {};

    /** A message without handles. */
    public static Message of(byte[] bytes) {
        return new Message(bytes, bytes.length, NO_HANDLES);
    }

    /** Ends all handles: for a message that nobody will read. */
    public void drop() {
        for (Handle handle : handles) {
            handle.drop();
        }
    }
}
