package obol.styx.server;

/** Where a session's bytes go: the carrier's side. Must not call back into the session. */
public interface Sink {
    /**
     * Takes bytes, which are the session's again when this returns.
     *
     * @return how many it took, 0 to {@code length}; after less than {@code length} the carrier calls
     *         {@link Session#drain} when it can take more
     */
    int send(byte[] bytes, int offset, int length);

    /** The session is over because of {@code reason}; what it sent before still counts. */
    void close(String reason);
}
