package obol.channels.loopback;

/** Is told of what is open in the transport, so that a test can find what was left. Any thread; locks may be held: it takes no others. */
public interface Ledger {
    /**
     * One end of something has come into being.
     *
     * @param end    what {@link #closed} will name
     * @param handle is found abandoned, and closed, unless it is kept
     * @param what   for people, such as {@code a Block of 16 bytes}
     */
    void opened(Object end, Object handle, String what);

    /** An end is closed, used up, or known by its owner to be gone. May be told more than once, and of what was never told of. */
    void closed(Object end);
}
