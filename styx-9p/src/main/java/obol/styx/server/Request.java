package obol.styx.server;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.StyxException;

/**
 * A request from its arrival to its answer. Owned by its session.
 *
 * <p>Flush (flush(5)): a Tflush of an outstanding request waits on it. When that request ends, its
 * own answer goes out first, if there is one, and then the Rflushes in the order in which the
 * Tflushes came. An operation that was given up has no answer of its own.
 */
final class Request {
    final Session session;
    final int tag;
    /** Bytes of its frame. */
    final int size;
    /** Answered, or never to be answered. */
    boolean finished;
    /** How to give up what it waits for, or null. */
    Runnable abort;
    /** Replies handed to the server and not answered. */
    int pending;
    /** Runs once, when the request has ended and the server is done with it. */
    Runnable atEnd;
    /** A fid that this request is making, or null. */
    Fid making;

    private List<Request> flushes;
    private boolean abandoned;
    private Fid fid;
    private Fid otherFid;

    Request(Session session, int tag, int size) {
        this.session = session;
        this.tag = tag;
        this.size = size;
    }

    /** Keeps the fid's file open until the request has ended. */
    Fid use(Fid f) {
        f.uses++;
        if (fid == null) {
            fid = f;
        } else {
            otherFid = f;
        }
        return f;
    }

    boolean uses(Fid f) {
        return fid == f || otherFid == f;
    }

    boolean unwanted() {
        return flushes != null || abandoned;
    }

    /** A Tflush names this request. */
    void flush(Request flush) {
        if (flushes == null) {
            flushes = new ArrayList<>(1);
        }
        flushes.add(flush);
        abort();
    }

    /** Its fid has been clunked: the answer is still owed, but nothing more is worth waiting for. */
    void abandon() {
        abandoned = true;
        abort();
    }

    void abort() {
        Runnable a = abort;
        abort = null;
        if (a != null) {
            session.guard(a::run);
        }
    }

    /** The session it came in is over: no answer. */
    void drop() {
        if (!finished) {
            finished = true;
            flushes = null;
            abandoned = true;
            abort();
            settle();
        }
    }

    /** The server threw: what it had not answered it never will. */
    void thrown() {
        pending = 0;
        settle();
    }

    /** Lets go of the fids, once it has ended and the server is done with it. */
    void settle() {
        if (!finished || pending > 0) {
            return;
        }
        Runnable end = atEnd;
        atEnd = null;
        if (end != null) {
            session.guard(end::run);
        }
        Fid f = fid;
        Fid g = otherFid;
        fid = null;
        otherFid = null;
        session.unuse(f);
        session.unuse(g);
    }

    void answer(Message reply) {
        if (!finished) {
            finish();
            session.emit(reply);
            answerFlushes();
        }
    }

    void answer(MessageType type) {
        answer(Message.of(type, tag));
    }

    void fail(StyxException error) {
        answer(error(session.dialect(), tag, error));
    }

    void interrupt() {
        if (flushes == null) {
            fail(new StyxException(Errno.EINTR));
        } else if (!finished) {
            finish();
            answerFlushes();
        }
    }

    private void finish() {
        finished = true;
        session.forget(this);
        settle();
    }

    private void answerFlushes() {
        if (flushes != null) {
            for (Request f : flushes) {
                f.answer(MessageType.RFLUSH);
            }
        }
    }

    static Message error(Dialect dialect, int tag, StyxException error) {
        if (dialect == Dialect.L) {
            return Message.of(MessageType.RLERROR, tag).set(Field.ECODE, error.errno().number());
        }
        Message m = Message.of(MessageType.RERROR, tag);
        String text = error.getMessage();
        // ERRMAX of Plan 9's kernel is 128; a longer text is cut there anyway, and must fit any msize
        m.set(Field.ENAME, text.length() > 128 ? text.substring(0, 128) : text);
        return m.set(Field.ECODE, error.errno().number());
    }
}
