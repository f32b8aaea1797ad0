package obol.styx.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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
 * The requests of one connection: gives out tags, makes frames, matches answers. Takes what the
 * server sent by {@link #receive}.
 */
public final class Calls {
    /** Where frames go; the bytes are the engine's again when it returns. */
    @FunctionalInterface
    public interface Output {
        void send(byte[] bytes, int offset, int length);
    }

    private final Output output;
    private final Map<Integer, Call> inFlight = new HashMap<>();
    private final Deque<Integer> freeTags = new ArrayDeque<>();
    private int nextTag;
    private Dialect dialect = Dialect.P2000;
    private int msize;
    private byte[] frame = new byte[4096];
    private int fill;
    private StyxException broken;

    /** @param msize largest message before a version is agreed on, and proposed there */
    public Calls(Output output, int msize) {
        this.output = output;
        this.msize = msize;
    }

    public Dialect dialect() {
        return dialect;
    }

    public int messageSize() {
        return msize;
    }

    public int inFlight() {
        return inFlight.size();
    }

    /** What ended the connection, or null. */
    public StyxException broken() {
        return broken;
    }

    /** A request with a tag of its own, to be filled in and given to {@link #send}. */
    public Message request(MessageType type) {
        if (type == MessageType.TVERSION) {
            return Message.of(type, Message.NOTAG);
        }
        Integer tag = freeTags.poll();
        if (tag == null) {
            if (nextTag == Message.NOTAG) {
                throw new IllegalStateException("65535 requests in flight");
            }
            tag = nextTag++;
        }
        return Message.of(type, tag);
    }

    public Call send(Message m) {
        Call call = new Call(m);
        if (broken != null) {
            call.complete(broken);
            return call;
        }
        inFlight.put(m.tag(), call);
        byte[] b = Codec.encode(m, dialect);
        if (b.length > msize) {
            inFlight.remove(m.tag());
            release(m.tag());
            call.complete(new StyxException(Errno.EMSGSIZE));
            return call;
        }
        output.send(b, 0, b.length);
        return call;
    }

    /** Asks the server to give up a call; the call ends with EINTR, or with an answer that came first. */
    public Call flush(Call call) {
        Call flush = send(request(MessageType.TFLUSH).set(Field.OLDTAG, call.request.tag()));
        flush.whenDone(() -> {
            if (!call.isDone() && inFlight.get(call.request.tag()) == call) {
                inFlight.remove(call.request.tag());
                release(call.request.tag());
                call.complete(new StyxException(Errno.EINTR));
            }
        });
        return flush;
    }

    /** Agrees on what an Rversion says; every call before it is over. */
    public void agree(Message version) throws StyxException {
        Dialect d = Dialect.of(version.text(Field.VERSION));
        long size = version.number(Field.MSIZE);
        if (d == null || size < 256 || size > msize) {
            throw new StyxException(Errno.EPROTO, "server speaks " + version.text(Field.VERSION));
        }
        dialect = d;
        msize = (int) size;
    }

    /** Takes bytes from the server, all of them, unless the connection is broken. */
    public void receive(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && broken == null) {
            int want = fill < 4 ? 4 : (int) Codec.frameSize(frame, 0);
            if (want > frame.length) {
                frame = Arrays.copyOf(frame, Math.min(want, Math.max(frame.length * 2, fill + end - at)));
            }
            int n = Math.min(Math.min(want, frame.length) - fill, end - at);
            System.arraycopy(bytes, at, frame, fill, n);
            fill += n;
            at += n;
            if (fill >= 4) {
                long size = Codec.frameSize(frame, 0);
                if (size < Message.HEADER || size > msize) {
                    end(new StyxException(Errno.EPROTO, "frame of " + size + " bytes"));
                } else if (fill == size) {
                    answered((int) size);
                }
            }
        }
    }

    private void answered(int size) {
        // the answer keeps its data, so it keeps the array
        byte[] own = Arrays.copyOf(frame, size);
        fill = 0;
        Message m;
        try {
            m = Codec.decode(dialect, own, 0, size);
        } catch (Malformed e) {
            end(new StyxException(Errno.EPROTO, "malformed answer: " + e.getMessage()));
            return;
        }
        Call call = inFlight.get(m.tag());
        boolean fits = call != null && (m.type() == call.request.type().reply()
                || m.type() == MessageType.RERROR || m.type() == MessageType.RLERROR);
        if (!fits) {
            end(new StyxException(Errno.EPROTO, "unexpected " + m));
            return;
        }
        inFlight.remove(m.tag());
        release(m.tag());
        call.complete(m);
    }

    private void release(int tag) {
        if (tag != Message.NOTAG) {
            freeTags.add(tag);
        }
    }

    /** The connection is gone: every call in flight ends with this. */
    public void end(StyxException why) {
        if (broken == null) {
            broken = why;
            for (Call c : inFlight.values().toArray(new Call[0])) {
                c.complete(why);
            }
            inFlight.clear();
        }
    }
}
