package obol.styx;

import java.util.List;

/**
 * Writes fields into an array that is large enough; sizes are computed beforehand. Values out of
 * range are a caller's error ({@link IllegalArgumentException}), never cut silently.
 */
final class WireWriter {
    private final byte[] bytes;
    private int at;

    WireWriter(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int offset() {
        return at;
    }

    void number(int width, long v) {
        if (width < 8 && v >>> 8 * width != 0 && v >>> 8 * width - 1 != -1L >>> 8 * width - 1) {
            throw new IllegalArgumentException(v + " does not fit " + width + " bytes");
        }
        for (int i = 0; i < width; i++) {
            bytes[at++] = (byte) (v >>> 8 * i);
        }
    }

    void string(String s) {
        int n = Utf8.put(s, bytes, at + 2) - at - 2;
        number(2, n);
        at += n;
    }

    void qid(Qid q) {
        number(1, q.type() & 0xff);
        number(4, q.version() & 0xffffffffL);
        number(8, q.path());
    }

    void data(Slice s) {
        number(4, s.length());
        System.arraycopy(s.array(), s.offset(), bytes, at, s.length());
        at += s.length();
    }

    void strings(List<String> list) {
        number(2, list.size());
        for (String s : list) {
            string(s);
        }
    }

    void qids(List<Qid> list) {
        number(2, list.size());
        for (Qid q : list) {
            qid(q);
        }
    }
}
