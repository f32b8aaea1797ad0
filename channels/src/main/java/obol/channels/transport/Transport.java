package obol.channels.transport;

/** A back end: one for each process, or for a whole JVM. All methods may be called by any thread. */
public interface Transport {
    /** The deadline of a wait without one. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Opens a channel to a service, started if need be.
     *
     * @throws obol.channels.NoService      if there is none of this name for this process
     * @throws obol.channels.DeadlinePassed if it does not answer by then
     */
    Link connect(String service, long deadline);

    /**
     * Canonical text of the contract of a service.
     *
     * @throws obol.channels.NoService if there is none of this name for this process
     */
    String contractOf(String service);

    /**
     * Opens a port under a name, which is free again when the port is closed. A connect makes a channel without attachment.
     *
     * @param fingerprint   for {@link Link#fingerprint()} of the channels that clients open
     * @param canonicalText for {@link #contractOf}
     * @throws IllegalStateException if the name is taken
     */
    Port open(String service, String fingerprint, String canonicalText);

    /**
     * Opens a port that nobody can connect to by name. It closes by itself when channels have been made at it and the last of them has
     * ended.
     *
     * @param label for messages to people
     */
    Port open(String label);

    /** Zeroed exchange memory. Throws {@link OutOfMemoryError} if the quota does not allow it. */
    Memory allocate(int bytes);

    /** The most messages for which {@link #later} has room. */
    int MOST_ROOM = 1 << 16;

    /** Both halves of messages that come later. @param room for how many at a time, besides the last one: 0 to {@link #MOST_ROOM} */
    Later.Pair later(int room);

    /** Counts what may have made something ready: arrivals, values kept, halves dropped. */
    long events();

    /** Waits until {@link #events()} is no longer {@code seen}. False if the deadline passed first. */
    boolean awaitEvent(long seen, long deadline);

    /** Announces an event of the process's own, such as a promise kept within it. */
    void signal();
}
