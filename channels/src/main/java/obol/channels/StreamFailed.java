package obol.channels;

/** {@link Source#next()}: the writer ended the stream with {@link Sink#fail}, whose words this carries. */
public final class StreamFailed extends ChannelException {
    public StreamFailed(String message) {
        super(message);
    }
}
