package obol.nucleus.channel;

/** What the operations on kernel objects give when they do not succeed: less than 0, more than the negative of any handle. */
public final class Result {
    private Result() {}

    /** No such handle, or the other side has ended. */
    public static final long GONE = -1;
    public static final long TIMEOUT = -2;
    public static final long INTERRUPTED = -3;
    /** A call of this channel is under way. */
    public static final long BUSY = -4;
    /** The call would wait for itself. The names of the ports around the circle can be taken as if they were the reply. */
    public static final long CIRCLE = -5;
    /** The server has answered with a fault in words, which can be taken. */
    public static final long FAULT = -6;
    /** A handle in the message is not the sender's, or may not be sent. */
    public static final long REFUSED = -7;
    /** A bound of the process is reached. */
    public static final long NO_ROOM = -8;

    /** As many messages lie there as there is room for. */
    public static final long FULL = -9;

    /** The least of them. */
    public static final long LAST = FULL;
}
