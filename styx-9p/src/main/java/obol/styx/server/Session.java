package obol.styx.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.StyxException;

/**
 * One connection to a {@link FileServer}. The carrier gives it bytes by {@link #receive} as they
 * come, in pieces of any size, and takes bytes through its {@link Sink}; it calls {@link #drain}
 * when the sink has room again, and {@link #close} when the connection ends.
 *
 * <p>A frame whose length can't be right (below 7 bytes, or above msize) ends the connection, since
 * nothing behind it can be found. Any other fault is answered with an error.
 *
 * <p>Not safe for threads: receive, drain, close and all replies of one session come one after the
 * other. Servers may answer one session's requests during another session's calls.
 */
public final class Session {
    /** A step that may fail with an answer. */
    interface Action {
        void run() throws StyxException;
    }

    private static final int EMPTY_BUFFER = 4096;
    /** What Linux's client agrees to unless told otherwise. */
    private static final int KEEP_BUFFER = 1 << 17;

    private final FileServer server;
    private final Sink sink;
    private final Limits limits;
    private final Map<Integer, Request> requests = new HashMap<>();
    private final FidTable fids;
    private final Operations operations;

    /** null until a version is agreed on. */
    private Dialect dialect;
    private int msize;

    /** The beginning of a frame of which not all has come. */
    private byte[] frame = new byte[Message.HEADER];
    private int frameFill;
    /** Bytes of the largest frame that has come. */
    private int largest;

    /** Replies that the sink has not taken: {@code out[outStart..outEnd)}. */
    private byte[] out = new byte[EMPTY_BUFFER];
    private int outStart;
    private int outEnd;

    /** Bytes of the frames of {@link #requests}. */
    private long requestBytes;
    private int depth;
    private boolean closed;
    private String reason;

    public Session(FileServer server, Sink sink) {
        this(server, sink, Limits.DEFAULT);
    }

    public Session(FileServer server, Sink sink, Limits limits) {
        this.server = server;
        this.sink = sink;
        this.limits = limits;
        this.msize = Math.min(8192, limits.maxMessage());
        this.fids = new FidTable(this, limits);
        this.operations = new Operations(this, server, fids);
    }

    /**
     * Takes bytes from the client.
     *
     * @return how many it took. Less than {@code length} if replies pile up because the client does not
     *         read them (offer the rest after {@link #drain}), or if the session is closed
     */
    public int receive(byte[] bytes, int offset, int length) {
        requireOutside();
        Source rest = (from, to, place, count) -> System.arraycopy(bytes, from, to, place, count);
        int at = offset;
        int end = offset + length;
        enter();
        try {
            while (at < end && !closed && !congested()) {
                at = take(bytes, rest, at, end);
            }
        } finally {
            leave();
        }
        return at - offset;
    }

    /**
     * As {@link #receive(byte[], int, int)}, of bytes that lie elsewhere: each is copied once, into a frame.
     *
     * @param offset of the first one in what has come
     */
    public int receive(Source bytes, int offset, int length) {
        requireOutside();
        int at = offset;
        int end = offset + length;
        enter();
        try {
            while (at < end && !closed && !congested()) {
                at = gather(bytes, at, end);
            }
        } finally {
            leave();
        }
        return at - offset;
    }

    private void requireOutside() {
        if (depth != 0) {
            throw new IllegalStateException("called from within a call of the session");
        }
    }

    /** True while replies pile up, so that {@link #receive} takes nothing. */
    public boolean congested() {
        return outEnd - outStart > limits.outputMark();
    }

    /** Offers the sink what is left; true if nothing is left. */
    public boolean drain() {
        while (outStart < outEnd) {
            int n = sink.send(out, outStart, outEnd - outStart);
            if (n <= 0) {
                return false;
            }
            outStart += n;
        }
        outStart = 0;
        outEnd = 0;
        if (out.length > KEEP_BUFFER) {
            out = new byte[EMPTY_BUFFER];
        }
        return true;
    }

    /** The connection has ended: everything is given up. Calling it again does nothing. */
    public void close() {
        end("closed");
    }

    public boolean isClosed() {
        return closed;
    }

    /** Why it is closed, or null. */
    public String reason() {
        return reason;
    }

    /** Fids in use, requests outstanding: for tests of limits and for a status file. */
    public int fids() {
        return fids.size();
    }

    public int outstanding() {
        return requests.size();
    }

    /** The dialect agreed on, or null. */
    public Dialect agreed() {
        return dialect;
    }

    /** The msize agreed on. */
    public int messageSize() {
        return msize;
    }

    // ---- frames ----

    /** Consumes one frame, or what there is of it; returns the offset behind what it consumed. */
    private int take(byte[] bytes, Source rest, int at, int end) {
        if (frameFill == 0 && end - at >= 4) {
            long size = Codec.frameSize(bytes, at);
            if (!plausible(size)) {
                return at;
            }
            if (size <= end - at) {
                handle(bytes, at, (int) size);
                return at + (int) size;
            }
        }
        return gather(rest, at, end);
    }

    /** The same, a step at a time: first the length of a frame, then the frame. */
    private int gather(Source bytes, int at, int end) {
        int want = frameFill < 4 ? 4 : (int) Codec.frameSize(frame, 0);
        int n = Math.min(want - frameFill, end - at);
        if (frame.length < frameFill + n) {
            // grows with what has come, now or before, not with what the size field promises
            frame = Arrays.copyOf(frame, Math.min(want, Math.max(frameFill + n, Math.max(largest, frame.length * 2))));
        }
        bytes.copy(at, frame, frameFill, n);
        frameFill += n;
        if (frameFill == 4 && !plausible(Codec.frameSize(frame, 0))) {
            return at + n;
        }
        if (frameFill >= Message.HEADER && frameFill == (int) Codec.frameSize(frame, 0)) {
            byte[] whole = frame;
            int size = frameFill;
            frameFill = 0;
            largest = Math.max(largest, size);
            handle(whole, 0, size);
            if (frame.length > KEEP_BUFFER) {
                frame = new byte[Message.HEADER];
            }
        }
        return at + n;
    }

    private boolean plausible(long size) {
        if (size < Message.HEADER || size > msize) {
            end("frame of " + size + " bytes, msize is " + msize);
            return false;
        }
        return true;
    }

    private void handle(byte[] bytes, int at, int size) {
        int tag = Codec.frameTag(bytes, at);
        Message m;
        try {
            m = Codec.decode(dialect(), bytes, at, size);
        } catch (Malformed e) {
            emit(Request.error(dialect(), tag, new StyxException(e.errno(), "malformed message: " + e.getMessage())));
            return;
        }
        if (m.type() == MessageType.TVERSION) {
            version(m);
            return;
        }
        StyxException refusal = refusal(m, size);
        if (refusal != null) {
            emit(Request.error(dialect(), tag, refusal));
            return;
        }
        Request r = new Request(this, tag, size);
        if (m.type() == MessageType.TFLUSH) {
            if (requests.size() >= 2 * limits.maxRequests()) {
                end("too many flushes");
                return;
            }
            Request old = requests.get(m.integer(Field.OLDTAG));
            begin(r);
            if (old == null) {
                r.answer(MessageType.RFLUSH);
            } else {
                old.flush(r);
            }
            return;
        }
        begin(r);
        attempt(r, () -> operations.perform(r, m));
    }

    private void begin(Request r) {
        requests.put(r.tag, r);
        requestBytes += r.size;
    }

    private StyxException refusal(Message m, int size) {
        if (!m.type().isRequest()) {
            return new StyxException(Errno.EPROTO, "not a request");
        }
        if (dialect == null) {
            return new StyxException(Errno.EPROTO, "no version agreed on");
        }
        if (m.tag() == Message.NOTAG) {
            return new StyxException(Errno.EPROTO, "illegal tag");
        }
        if (requests.containsKey(m.tag())) {
            return new StyxException(Errno.EPROTO, "duplicate tag");
        }
        // flushes are let in, else a full session could not be emptied; and they can't be answered with an error
        boolean full = requests.size() >= limits.maxRequests() || requestBytes + size > limits.maxBuffered();
        if (full && m.type() != MessageType.TFLUSH) {
            return new StyxException(Errno.EAGAIN, "too many requests");
        }
        return null;
    }

    /** version(5): everything outstanding is given up and all fids are gone, whatever the answer. */
    private void version(Message m) {
        long wanted = m.number(Field.MSIZE);
        if (wanted < Limits.MIN_MESSAGE) {
            emit(Request.error(dialect(), m.tag(), new StyxException(Errno.EINVAL, "msize too small")));
            return;
        }
        reset();
        String version = m.text(Field.VERSION);
        Dialect agreed = Dialect.of(version);
        if (agreed == null && version.startsWith("9P2000.")) {
            agreed = Dialect.P2000;
        }
        msize = (int) Math.min(wanted, limits.maxMessage());
        dialect = agreed;
        emit(Message.of(MessageType.RVERSION, m.tag()).set(Field.MSIZE, msize)
                .set(Field.VERSION, agreed == null ? "unknown" : agreed.version()));
    }

    private void reset() {
        Request[] all = requests.values().toArray(new Request[0]);
        requests.clear();
        requestBytes = 0;
        for (Request r : all) {
            r.drop();
        }
        fids.clunkAll();
    }

    // ---- for Operations, Request and Reply ----

    /** The dialect, 9P2000 as long as none is agreed on. */
    Dialect dialect() {
        return dialect == null ? Dialect.P2000 : dialect;
    }

    /** Outgoing bytes are gathered until the outermost call leaves. */
    void enter() {
        depth++;
    }

    void leave() {
        if (--depth == 0 && !closed) {
            drain();
            if (outEnd - outStart > limits.maxBuffered()) {
                end("the client does not read");
            }
        }
    }

    /** Runs a step of a request; what it throws becomes the answer. */
    void attempt(Request r, Action step) {
        try {
            step.run();
        } catch (StyxException e) {
            r.fail(e);
            r.thrown();
        } catch (RuntimeException e) {
            server.failed(e);
            r.fail(new StyxException(Errno.EIO));
            r.thrown();
        }
    }

    /** Runs a step that answers nobody. */
    void guard(Action step) {
        try {
            step.run();
        } catch (StyxException e) {
            // an error with nobody to tell: the client has already gone on
        } catch (RuntimeException e) {
            server.failed(e);
        }
    }

    void forget(Request r) {
        requests.remove(r.tag);
        requestBytes -= r.size;
        fids.forget(r.making);
    }

    /** Gives up what waits on a fid that was clunked. */
    void abandon(Fid fid, Request except) {
        if (fid.uses <= 1) {
            return;
        }
        for (Request r : requests.values().toArray(new Request[0])) {
            if (r != except && r.uses(fid)) {
                r.abandon();
            }
        }
    }

    void unuse(Fid fid) {
        if (fid != null && --fid.uses == 0 && fid.clunked) {
            guard(fid::dispose);
        }
    }

    /** Queues a reply; one that does not fit msize becomes an error. */
    void emit(Message reply) {
        if (closed) {
            return;
        }
        int size = Codec.size(reply, dialect());
        if (size > msize) {
            emit(Request.error(dialect(), reply.tag(), new StyxException(Errno.EMSGSIZE)));
            return;
        }
        if (out.length - outEnd < size && outStart < outEnd) {
            // a client that keeps up with its answers costs one message of buffer, not all of a window's
            drain();
        }
        if (out.length - outEnd < size) {
            int used = outEnd - outStart;
            byte[] to = used + size > out.length ? new byte[Math.max(used + size, Math.min(out.length * 2, KEEP_BUFFER))] : out;
            System.arraycopy(out, outStart, to, 0, used);
            out = to;
            outStart = 0;
            outEnd = used;
        }
        try {
            outEnd = Codec.encode(reply, dialect(), out, outEnd);
        } catch (IllegalArgumentException e) {
            // a server's value that no message can carry
            server.failed(e);
            emit(Request.error(dialect(), reply.tag(), new StyxException(Errno.EIO)));
        }
    }

    private void end(String why) {
        if (closed) {
            return;
        }
        enter();
        drain();
        closed = true;
        reason = why;
        reset();
        frame = new byte[0];
        out = new byte[0];
        outStart = 0;
        outEnd = 0;
        frameFill = 0;
        leave();
        sink.close(why);
    }
}
