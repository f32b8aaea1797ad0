package obol.styx.server;

import obol.styx.Errno;
import obol.styx.StyxException;

/**
 * Where an operation puts its answer: once, during the call or later, on the thread that calls the file server. Sessions make
 * replies, and so does whoever else calls a {@link FileServer}.
 *
 * @param <T> what the operation gives
 */
public interface Reply<T> {
    /**
     * The operation succeeded.
     *
     * @throws IllegalStateException if it has been answered
     */
    void ok(T value);

    default void error(Errno errno) {
        error(new StyxException(errno));
    }

    /**
     * The operation failed.
     *
     * @throws IllegalStateException if it has been answered
     */
    void error(StyxException error);

    /** The operation was given up because nobody wants its result, and has changed nothing. */
    void interrupted();

    /**
     * Says how to give up an operation that waits. {@code abort} runs at most once, if the client flushes the request, clunks the
     * fid, starts a new session, or goes away; it should answer {@link #interrupted}, at once or soon. Without it the operation runs
     * to its end, and a flush is answered behind it.
     */
    void onAbort(Runnable abort);

    /** True once it has been answered. */
    boolean answered();
}
