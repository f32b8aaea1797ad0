package obol.styx;

import java.util.List;

/**
 * Messages to frames and back, by the table {@link MessageType}. Encoding is canonical: decoding
 * what was encoded gives an equal message, and encoding what was decoded gives the same bytes.
 * Decoding any bytes at all either gives a message or throws {@link Malformed}.
 */
public final class Codec {
    private Codec() {
    }

    /** Bytes of the whole frame. */
    public static int size(Message m, Dialect dialect) {
        MessageType type = m.type();
        int n = Message.HEADER;
        for (int i = 0; i < type.fieldCount(); i++) {
            Field f = type.field(i);
            if (f.in(dialect)) {
                n += size(m, f, dialect);
            }
        }
        return n;
    }

    private static int size(Message m, Field f, Dialect dialect) {
        switch (f.kind()) {
            case STRING: return 2 + Utf8.length(m.text(f));
            case QID: return Qid.SIZE;
            case DATA: return 4 + m.data().length();
            case QIDS: return 2 + Qid.SIZE * m.qids().size();
            case STAT: return 2 + m.stat().size(dialect);
            case STRINGS:
                int n = 2;
                for (String s : m.names()) {
                    n += 2 + Utf8.length(s);
                }
                return n;
            default: return f.kind().width();
        }
    }

    /**
     * Writes the frame at {@code at}, where {@link #size} bytes must be free; returns the offset
     * behind it.
     *
     * @throws IllegalArgumentException if the dialect lacks the message, or a string is longer than 65535 bytes
     */
    public static int encode(Message m, Dialect dialect, byte[] to, int at) {
        MessageType type = m.type();
        if (!type.in(dialect)) {
            throw new IllegalArgumentException(type + " is not in " + dialect.version());
        }
        WireWriter w = new WireWriter(to, at);
        w.number(4, size(m, dialect));
        w.number(1, type.code());
        w.number(2, m.tag());
        for (int i = 0; i < type.fieldCount(); i++) {
            Field f = type.field(i);
            if (!f.in(dialect)) {
                continue;
            }
            switch (f.kind()) {
                case STRING: w.string(m.text(f)); break;
                case QID: w.qid(m.qid()); break;
                case DATA: w.data(m.data()); break;
                case STRINGS: w.strings(m.names()); break;
                case QIDS: w.qids(m.qids()); break;
                case STAT:
                    w.number(2, m.stat().size(dialect));
                    m.stat().encode(w, dialect);
                    break;
                default: w.number(f.kind().width(), m.number(f)); break;
            }
        }
        return w.offset();
    }

    /** The frame as an array of its own. */
    public static byte[] encode(Message m, Dialect dialect) {
        byte[] b = new byte[size(m, dialect)];
        encode(m, dialect, b, 0);
        return b;
    }

    /** The size field of a frame of which at least four bytes are there, without sign. */
    public static long frameSize(byte[] from, int at) {
        return (from[at] & 0xff | (from[at + 1] & 0xff) << 8 | (from[at + 2] & 0xff) << 16 | from[at + 3] << 24)
                & 0xffffffffL;
    }

    /** The tag of a frame of which at least {@link Message#HEADER} bytes are there. */
    public static int frameTag(byte[] from, int at) {
        return from[at + 5] & 0xff | (from[at + 6] & 0xff) << 8;
    }

    /**
     * Decodes the frame that fills exactly {@code length} bytes. Data fields are slices of
     * {@code from}.
     */
    public static Message decode(Dialect dialect, byte[] from, int at, int length) throws Malformed {
        WireReader r = new WireReader(from, at, length);
        long size = r.number(4, "size");
        if (size != length) {
            throw new Malformed("size", 0, "is " + size + ", the frame has " + length);
        }
        int code = (int) r.number(1, "type");
        MessageType type = MessageType.of(code);
        if (type == null || !type.in(dialect)) {
            throw new Malformed(Errno.EOPNOTSUPP, "type", 4, code + " is unknown in " + dialect.version());
        }
        Message m = Message.of(type, (int) r.number(2, "tag"));
        for (int i = 0; i < type.fieldCount(); i++) {
            Field f = type.field(i);
            if (f.in(dialect)) {
                field(m, f, r, dialect);
            }
        }
        r.finish(type.name());
        return m;
    }

    private static void field(Message m, Field f, WireReader r, Dialect dialect) throws Malformed {
        String name = f.name();
        switch (f.kind()) {
            case STRING: m.set(f, r.string(name)); break;
            case QID: m.set(f, r.qid(name)); break;
            case DATA: m.set(f, r.data(name)); break;
            case STRINGS: m.names(r.strings(name)); break;
            case QIDS: m.qids(r.qids(name)); break;
            case STAT:
                int outer = r.enter(name);
                Stat s = Stat.decode(r, dialect);
                r.leave(outer, name);
                m.set(f, s);
                break;
            default: m.set(f, r.number(f.kind().width(), name)); break;
        }
    }

    /** The entries of a directory read of 9P2000 and .u: stats one behind the other. */
    public static List<Stat> stats(Slice data, Dialect dialect) throws Malformed {
        WireReader r = new WireReader(data.array(), data.offset(), data.length());
        List<Stat> list = new java.util.ArrayList<>();
        while (r.remaining() > 0) {
            list.add(Stat.decode(r, dialect));
        }
        return list;
    }

    /** The entries of an Rreaddir. */
    public static List<DirEntry> entries(Slice data) throws Malformed {
        WireReader r = new WireReader(data.array(), data.offset(), data.length());
        List<DirEntry> list = new java.util.ArrayList<>();
        while (r.remaining() > 0) {
            list.add(new DirEntry(r.qid("QID"), r.number(8, "OFFSET"), (int) r.number(1, "type"), r.string("NAME")));
        }
        return list;
    }
}
