package obol.channels;

/** The server threw what its contract does not declare; the message says what and where. The channel is closed. */
public final class ServerFault extends ChannelException {
    public ServerFault(String message) {
        super(message);
    }
}
