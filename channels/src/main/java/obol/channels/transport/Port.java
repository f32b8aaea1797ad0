package obol.channels.transport;

import java.util.List;

/** Where the calls of many channels arrive, in order. Any thread may make channels and close; one at a time takes arrivals. */
public interface Port {
    /** Waits for the next arrival. Null at the deadline, when the thread is interrupted, or when the port is closed. */
    Arrival next(long deadline);

    /** Whether {@link #next} would not wait. */
    boolean ready();

    boolean isOpen();

    /**
     * Makes a channel whose server end is here.
     *
     * @param fingerprint of the contract, for {@link Link#fingerprint()}
     * @param attachment  the first {@link Channel#attachment}
     */
    Link channel(String fingerprint, Object attachment);

    /** Closes the port and all its channels; callers get {@code PeerGone}, what waits here is dropped. */
    void close();

    /** The channels that are not ended: copy. After {@link #close()} those that it ended. */
    List<Channel> channels();
}
