package obol.system.bridge;

import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.Reply;
import obol.system.files.FileException;

/** A reply that a contract's call waits for. Guarded by the service's monitor. */
class Answer<T> implements Reply<T> {
    /** Milliseconds after which an operation is given up that the contract wants answered at once. */
    private static final long PATIENCE = 30_000;

    final FileService service;
    private boolean answered;
    private T value;
    private StyxException error;
    private Runnable abort;

    Answer(FileService service) {
        this.service = service;
    }

    @Override
    public void ok(T given) {
        settle();
        value = given;
        arrived();
    }

    @Override
    public void error(StyxException why) {
        settle();
        error = why;
        arrived();
    }

    @Override
    public void interrupted() {
        error(new StyxException(Errno.EINTR));
    }

    @Override
    public void onAbort(Runnable action) {
        if (!answered) {
            abort = action;
        }
    }

    @Override
    public boolean answered() {
        return answered;
    }

    private void settle() {
        if (answered) {
            throw new IllegalStateException("answered twice");
        }
        answered = true;
        abort = null;
    }

    /** The value or error is there. */
    void arrived() {
        service.notifyAll();
    }

    /** Lets the operation end early, if it knows how to. Runs it once. */
    void giveUp() {
        Runnable action = abort;
        abort = null;
        if (action != null) {
            action.run();
        }
    }

    /** The value; throws the error. It is there. */
    T value() throws FileException {
        if (error != null) {
            throw new FileException(error.getMessage());
        }
        return value;
    }

    StyxException error() {
        return error;
    }

    /** Waits for an answer that another thread gives. */
    T await() throws FileException {
        if (!answered) {
            long end = System.nanoTime() + PATIENCE * 1_000_000;
            try {
                for (long left = PATIENCE; !answered && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    service.wait(left);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            if (!answered) {
                giveUp();
            }
            if (!answered) {
                throw new FileException(Errno.ETIMEDOUT.text());
            }
        }
        return value();
    }
}
