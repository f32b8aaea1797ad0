package obol.styx.server;

import obol.styx.StyxException;

/**
 * The answer to an operation of a {@link Request}, on the session's thread. One that comes too late, because the client has gone or
 * has started over, is let go of properly.
 */
final class RequestReply<T> implements Reply<T> {
    /** What goes on with a result. */
    interface Step<T> {
        void accept(T value) throws StyxException;
    }

    private final Request request;
    private final Step<T> then;
    private final Step<T> discard;
    private final Step<StyxException> otherwise;
    private boolean answered;

    RequestReply(Request request, Step<T> then) {
        this(request, then, value -> { });
    }

    /** @param discard what to do with a result that comes after the request has ended */
    RequestReply(Request request, Step<T> then, Step<T> discard) {
        this(request, then, discard, request::fail);
    }

    /** @param otherwise what to do with an error, in place of answering it */
    RequestReply(Request request, Step<T> then, Step<T> discard, Step<StyxException> otherwise) {
        this.request = request;
        this.then = then;
        this.discard = discard;
        this.otherwise = otherwise;
        request.pending++;
    }

    @Override
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

    @Override
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

    @Override
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

    @Override
    public void onAbort(Runnable abort) {
        if (!answered) {
            request.abort = abort;
            if (request.unwanted()) {
                request.abort();
            }
        }
    }

    @Override
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
