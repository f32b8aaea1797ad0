package obol.styx.server;

import java.util.HashMap;
import java.util.Map;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.StyxException;

/**
 * The fids of one session, and the rules for what state a fid must be in. A fid that is looked up is
 * in use by the request until that has ended, so that its file is not closed under it.
 */
final class FidTable {
    private final Session session;
    private final Limits limits;
    private final Map<Integer, Fid> fids = new HashMap<>();
    private long attributeBytes;

    FidTable(Session session, Limits limits) {
        this.session = session;
        this.limits = limits;
    }

    int size() {
        return fids.size();
    }

    /** A fid that exists, kept until the request has ended. */
    Fid fid(Request r, int number) throws StyxException {
        Fid f = fids.get(number);
        if (f == null || !made(f)) {
            throw new StyxException(Errno.EBADF, "fid unknown or out of range");
        }
        return r.use(f);
    }

    /** A fid that stands for a file, not for an authentication or an extended attribute. */
    Fid fileFid(Request r, int number) throws StyxException {
        Fid f = fid(r, number);
        if (f.node == null || f.attribute != null) {
            throw new StyxException(Errno.EBADF);
        }
        return f;
    }

    /** A fid of a file that is not open, nor being opened. */
    Fid idleFid(Request r, int number) throws StyxException {
        Fid f = fileFid(r, number);
        if (f.isOpen() || f.opening) {
            throw new StyxException(Errno.EBADF);
        }
        return f;
    }

    /** A fid of an open file. */
    Fid openFid(Request r, int number) throws StyxException {
        Fid f = fid(r, number);
        if (!f.isOpen()) {
            throw new StyxException(Errno.EBADF);
        }
        return f;
    }

    /** A fid of a directory, open or not. */
    Fid directoryFid(Request r, int number) throws StyxException {
        Fid f = fileFid(r, number);
        if (!f.node.qid().isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        return f;
    }

    /** Takes a number that is free; the request gives it back if it fails. */
    Fid reserve(Request r, int number) throws StyxException {
        if (number == Message.NOFID) {
            throw new StyxException(Errno.EBADF, "fid unknown or out of range");
        }
        if (fids.containsKey(number)) {
            throw new StyxException(Errno.EBADF, "fid already in use");
        }
        if (fids.size() >= limits.maxFids()) {
            throw new StyxException(Errno.EMFILE);
        }
        Fid f = new Fid(number);
        fids.put(number, f);
        r.making = f;
        return f;
    }

    /** A request has ended that was to make this fid: if it did not, the number is free again. */
    void forget(Fid making) {
        if (making != null && !made(making)) {
            fids.remove(making.number, making);
        }
    }

    /** Makes a fid one of an extended attribute, whose bytes count as buffered until it is clunked. */
    void hold(Fid f, Fid.ExtendedAttribute attribute) throws StyxException {
        if (attributeBytes + attribute.value.length > limits.maxBuffered()) {
            throw new StyxException(Errno.ENOSPC);
        }
        attributeBytes += attribute.value.length;
        f.attribute = attribute;
    }

    private static boolean made(Fid f) {
        return f.node != null || f.file != null || f.attribute != null;
    }

    void clunkAll() {
        Fid[] all = fids.values().toArray(new Fid[0]);
        fids.clear();
        attributeBytes = 0;
        for (Fid f : all) {
            f.clunked = true;
            if (f.isOpen() && f.mode.removeOnClose()) {
                Request nobody = new Request(session, Message.NOTAG, 0);
                nobody.finished = true;
                nobody.use(f);
                session.attempt(nobody, () -> f.node.remove(f.user, new RequestReply<>(nobody, v -> { })));
                nobody.settle();
            } else if (f.uses == 0) {
                session.guard(f::dispose);
            }
        }
    }

    /** Takes it out of the table; what waits on it is given up, but for one request; it is let go of when its last request has ended. */
    void leave(Fid f, Request except) {
        fids.remove(f.number);
        f.clunked = true;
        attributeBytes -= f.attribute == null ? 0 : f.attribute.value.length;
        session.abandon(f, except);
    }
}
