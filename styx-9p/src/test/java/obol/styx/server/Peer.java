package obol.styx.server;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Slice;

/** The other end of a session, by hand: sends messages or bytes, keeps the answers in their order. */
final class Peer implements Sink {
    final Session session;
    final List<Message> replies = new ArrayList<>();
    String closed;
    /** How many bytes the carrier takes before it is full. */
    int window = Integer.MAX_VALUE;
    private byte[] stream = new byte[0];
    private Dialect dialect;

    Peer(FileServer server) {
        this(server, Limits.DEFAULT);
    }

    Peer(FileServer server, Limits limits) {
        session = new Session(server, this, limits);
    }

    /** With a version agreed on and fid 0 attached. */
    static Peer attached(FileServer server, Dialect dialect) {
        return attached(server, dialect, 65536, Limits.DEFAULT);
    }

    static Peer attached(FileServer server, Dialect dialect, int msize, Limits limits) {
        Peer p = new Peer(server, limits);
        p.version(dialect, msize);
        p.attach(0);
        return p;
    }

    Message version(Dialect d, int msize) {
        send(Message.of(MessageType.TVERSION, Message.NOTAG).set(Field.MSIZE, msize).set(Field.VERSION, d.version()));
        dialect = d;
        return next();
    }

    Message attach(int fid) {
        return call(Message.of(MessageType.TATTACH, 1).set(Field.FID, fid).set(Field.AFID, Message.NOFID)
                .set(Field.UNAME, "root").set(Field.N_UNAME, 0));
    }

    void send(Message m) {
        bytes(Codec.encode(m, dialect == null ? Dialect.P2000 : dialect));
    }

    void bytes(byte[] b) {
        session.receive(b, 0, b.length);
    }

    Message call(Message m) {
        send(m);
        return next();
    }

    /** The oldest answer not yet looked at, which must be there. */
    Message next() {
        if (replies.isEmpty()) {
            throw new AssertionError("no answer");
        }
        return replies.remove(0);
    }

    Message walk(int tag, int fid, int newFid, String... names) {
        return call(Message.of(MessageType.TWALK, tag).set(Field.FID, fid).set(Field.NEWFID, newFid)
                .names(List.of(names)));
    }

    Message open(int fid, int mode) {
        return call(dialect == Dialect.L
                ? Message.of(MessageType.TLOPEN, 1).set(Field.FID, fid).set(Field.FLAGS, mode)
                : Message.of(MessageType.TOPEN, 1).set(Field.FID, fid).set(Field.OMODE, mode));
    }

    static Message read(int tag, int fid, long offset, int count) {
        return Message.of(MessageType.TREAD, tag).set(Field.FID, fid).set(Field.OFFSET, offset)
                .set(Field.COUNT, count);
    }

    static Message write(int tag, int fid, long offset, String text) {
        return Message.of(MessageType.TWRITE, tag).set(Field.FID, fid).set(Field.OFFSET, offset)
                .set(Field.DATA, Slice.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static Message flush(int tag, int oldTag) {
        return Message.of(MessageType.TFLUSH, tag).set(Field.OLDTAG, oldTag);
    }

    static Message clunk(int tag, int fid) {
        return Message.of(MessageType.TCLUNK, tag).set(Field.FID, fid);
    }

    @Override
    public int send(byte[] bytes, int offset, int length) {
        int n = Math.min(window, length);
        window = window == Integer.MAX_VALUE ? window : window - n;
        byte[] all = java.util.Arrays.copyOf(stream, stream.length + n);
        System.arraycopy(bytes, offset, all, stream.length, n);
        stream = all;
        while (stream.length >= 4 && Codec.frameSize(stream, 0) <= stream.length) {
            int size = (int) Codec.frameSize(stream, 0);
            try {
                // an answer's form is the dialect's that the session speaks at this moment
                Dialect d = session.agreed() == null ? Dialect.P2000 : session.agreed();
                replies.add(Codec.decode(d, java.util.Arrays.copyOf(stream, size), 0, size));
            } catch (Malformed e) {
                throw new AssertionError("the server sent nonsense", e);
            }
            stream = java.util.Arrays.copyOfRange(stream, size, stream.length);
        }
        return n;
    }

    @Override
    public void close(String reason) {
        closed = reason;
    }
}
