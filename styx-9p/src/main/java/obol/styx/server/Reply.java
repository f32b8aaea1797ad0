package obol.styx.server;

import obol.styx.Errno;
import obol.styx.StyxException;

/**
 * Where an operation puts its answer: once, during the call or later, on the session's thread. An
 * answer that comes too late, because the client has gone or has started over, is let go of
 * properly.
 *
 * @param <T> what the operation gives
 */
public final class Reply<T> {
    /** What goes on with a result. */
    interface Step<T> {
        void accept(T value) throws StyxException;
    }

    private final Request request;
    private final Step<T> then;
    private final Step<T> discard;
    private final Step<StyxException> otherwise;
    private boolean answered;

    Reply(Request request, Step<T> then) {
        this(request, then, value -> { });
    }

    /** @param discard what to do with a result that comes after the request has ended */
    Reply(Request request, Step<T> then, Step<T> discard) {
        this(request, then, discard, request::fail);
    }

    /** @param otherwise what to do with an error, in place of answering it */
    Reply(Request request, Step<T> then, Step<T> discard, Step<StyxException> otherwise) {
        this.request = request;
        this.then = then;
        this.discard = discard;
        this.otherwise = otherwise;
        request.pending++;
    }

    /**
     * The operation succeeded.
     *
     * @throws IllegalStateException if it has been answered
     */
    public void ok(T value) {
        answer();
        request.session.enter();
        try {
            if (request.finished) {
                request.session.guard(() -> discard.accept(value));
                request.settle();
            } else {
                request.session.attempt(request, () -> then.accept(value));
            }
        } finally {
            request.session.leave();
        }
    }

    public void error(Errno errno) {
        error(new StyxException(errno));
    }

    public void error(StyxException error) {
        answer();
        request.session.enter();
        try {
            request.session.attempt(request, () -> otherwise.accept(error));
            request.settle();
        } finally {
            request.session.leave();
        }
    }

    /** The operation was given up because nobody wants its result, and has changed nothing. */
    public void interrupted() {
        answer();
        request.session.enter();
        try {
            request.interrupt();
            request.settle();
        } finally {
            request.session.leave();
        }
    }

    /**
     * Says how to give up an operation that waits. {@code abort} runs at most once, if the client
     * flushes the request, clunks the fid, starts a new session, or goes away; it should answer
     * {@link #interrupted}, at once or soon. Without it the operation runs to its end, and a flush
     * is answered behind it.
     */
    public void onAbort(Runnable abort) {
        if (!answered) {
            request.abort = abort;
            if (request.unwanted()) {
                request.abort();
            }
        }
    }

    /** True once it has been answered. */
    public boolean answered() {
        return answered;
    }

    private void answer() {
        if (answered) {
            throw new IllegalStateException("answered twice");
        }
        answered = true;
        request.abort = null;
        request.pending = Math.max(0, request.pending - 1);
    }
}
