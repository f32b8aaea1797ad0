package obol.channels.transport;

/** The receiving half of one message that comes later. */
public interface Later extends Handle {
    /**
     * Waits for the message, which the caller owns then.
     *
     * @throws obol.channels.PeerGone       if the sending half was dropped, or its process has ended
     * @throws obol.channels.DeadlinePassed if there is none by then; this half is dropped
     */
    Message await(long deadline);

    /** Whether {@link #await} would not wait. */
    boolean ready();

    /** The sending half of one message. */
    interface Sender extends Handle {
        /** Delivers the message. False if the other half was dropped: so has the message been. */
        boolean send(Message message);

        /** Whether the receiving half was dropped. */
        boolean cancelled();
    }

    /** Both halves. */
    record Pair(Sender sender, Later receiver) {
    }
}
