package obol.channels.transport;

/** The client's end of one channel. One call is under way at most; the run time above sees to that. */
public interface Link extends Handle {
    /**
     * Sends a call and waits for its reply. Owns the request from its entry on, also when it throws.
     *
     * @param ordinal  which method, see {@code Operation.ordinal()}
     * @param deadline until when to wait
     * @throws obol.channels.Deadlock       if the call would wait for itself; the channel is as before
     * @throws obol.channels.PeerGone       if the channel has ended or ends before the reply
     * @throws obol.channels.DeadlinePassed if there is no reply by then; the channel has ended
     * @throws obol.channels.ServerFault    with the text of {@link Channel#fault}; the channel has ended
     */
    Message call(long ordinal, Message request, long deadline);

    /** Closes the channel: the server gets {@link Arrival.Kind#CLOSED}, a call under way on another thread {@code PeerGone}. */
    @Override
    void drop();

    /** Fingerprint of the contract with which the server opened or exported this channel: 32 hexadecimal digits. */
    String fingerprint();
}
