package obol.styx.client;

import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.StyxException;

/** A request in flight, and its answer. Made by {@link Calls#send}. */
public final class Call {
    final Message request;
    private Message reply;
    private StyxException error;
    private Runnable whenDone;

    Call(Message request) {
        this.request = request;
    }

    public Message request() {
        return request;
    }

    public boolean isDone() {
        return reply != null || error != null;
    }

    /** Runs when the answer is there: at once if it is. One at most. */
    public void whenDone(Runnable action) {
        if (isDone()) {
            action.run();
        } else {
            whenDone = action;
        }
    }

    /**
     * The answer.
     *
     * @throws StyxException what the server answered instead, EINTR after a flush, or ECONNRESET
     * @throws IllegalStateException if there is none yet
     */
    public Message reply() throws StyxException {
        if (error != null) {
            throw error;
        }
        if (reply == null) {
            throw new IllegalStateException("not answered yet");
        }
        return reply;
    }

    void complete(Message m) {
        if (m.type() == MessageType.RERROR) {
            String text = m.text(Field.ENAME);
            int number = m.integer(Field.ECODE);
            complete(new StyxException(number == 0 ? Errno.of(text) : Errno.of(number), text));
        } else if (m.type() == MessageType.RLERROR) {
            complete(new StyxException(Errno.of(m.integer(Field.ECODE))));
        } else {
            reply = m;
            done();
        }
    }

    void complete(StyxException e) {
        error = e;
        done();
    }

    private void done() {
        Runnable action = whenDone;
        whenDone = null;
        if (action != null) {
            action.run();
        }
    }
}
