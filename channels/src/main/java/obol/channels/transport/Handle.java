package obol.channels.transport;

/** What travels beside the bytes of a message: {@link Memory}, {@link Link}, {@link Later} or {@link Later.Sender}. */
public interface Handle {
    /** Ends it: frees the memory, closes the channel, cancels the value. No effect the second time. */
    void drop();
}
