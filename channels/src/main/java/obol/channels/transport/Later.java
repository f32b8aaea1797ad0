package obol.channels.transport;

/**
 * The receiving half of messages that come later: as many at a time as there is room for, in their order, and a last one. Without room
 * only the last one comes.
 */
public interface Later extends Handle {
    /**
     * Waits for the next message, which the caller owns then. The last one ends this half.
     *
     * @return null if there is none by then; nothing has changed
     * @throws obol.channels.PeerGone if the sending half was dropped, or its process has ended, and all that it sent has been taken
     */
    Message await(long deadline);

    /** Whether {@link #await} would not wait. */
    boolean ready();

    /** The sending half. */
    interface Sender extends Handle {
        /**
         * Delivers one of the messages. False if the other half was dropped: so has the message been.
         *
         * @throws IllegalStateException if there is no room, see {@link #ready}; the message has been dropped
         */
        boolean put(Message message);

        /** Delivers the last message, for which there is always room; this half ends. False as {@link #put}. */
        boolean send(Message message);

        /** Whether there is room for a message, or the receiving half was dropped. */
        boolean ready();

        /** Whether the receiving half was dropped. */
        boolean cancelled();
    }

    /** Both halves. */
    record Pair(Sender sender, Later receiver) {
    }
}
