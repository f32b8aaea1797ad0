package obol.channels;

/**
 * A state of a channel, seen from the client: what may be called now. Contracts are public interfaces that extend this one.
 *
 * <p>A method that returns data leaves the channel in this state. One that returns a contract, bare or in a record or sealed
 * choice, moves the channel on: this endpoint is then consumed and the returned one takes its place. {@link Opens} marks a
 * contract in a result as a further channel instead.
 */
public interface Contract extends AutoCloseable {
    /**
     * Ends the conversation. No effect on an endpoint that was closed, consumed or sent away.
     * On a server object: called once when a channel in this state has ended; frees what the object holds for that client.
     */
    @Override
    default void close() {
    }
}
