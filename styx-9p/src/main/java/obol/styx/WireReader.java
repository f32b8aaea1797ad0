package obol.styx;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads fields from one frame and never beyond its end. Every fault is a {@link Malformed} that
 * names the field and its offset from the frame's beginning.
 */
final class WireReader {
    private final byte[] bytes;
    private final int start;
    private int at;
    private int end;

    WireReader(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.at = start;
        this.end = start + length;
    }

    int offset() {
        return at - start;
    }

    int remaining() {
        return end - at;
    }

    private void need(int n, String field) throws Malformed {
        if (end - at < n) {
            throw new Malformed(field, at - start, "needs " + n + " bytes, has " + (end - at));
        }
    }

    /** An unsigned integer of 1 to 8 bytes; 8 bytes as the long with the same bits. */
    long number(int width, String field) throws Malformed {
        need(width, field);
        long v = 0;
        for (int i = width - 1; i >= 0; i--) {
            v = v << 8 | bytes[at + i] & 0xff;
        }
        at += width;
        return v;
    }

    String string(String field) throws Malformed {
        int from = at - start;
        int n = (int) number(2, field);
        need(n, field);
        String s = Utf8.get(bytes, at, n);
        if (s == null) {
            throw new Malformed(Errno.EILSEQ, field, from, "is not UTF-8 without NUL");
        }
        at += n;
        return s;
    }

    Qid qid(String field) throws Malformed {
        need(Qid.SIZE, field);
        return new Qid((int) number(1, field), (int) number(4, field), number(8, field));
    }

    Slice data(String field) throws Malformed {
        int from = at - start;
        long n = number(4, field);
        if (n > end - at) {
            throw new Malformed(field, from, "count " + n + ", has " + (end - at) + " bytes");
        }
        Slice s = new Slice(bytes, at, (int) n);
        at += (int) n;
        return s;
    }

    private int elements(String field) throws Malformed {
        int from = at - start;
        int n = (int) number(2, field);
        if (n > Message.MAX_WALK) {
            throw new Malformed(field, from, n + " elements, most is " + Message.MAX_WALK);
        }
        return n;
    }

    List<String> strings(String field) throws Malformed {
        int n = elements(field);
        List<String> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(string(field));
        }
        return list;
    }

    List<Qid> qids(String field) throws Malformed {
        int n = elements(field);
        List<Qid> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(qid(field));
        }
        return list;
    }

    /** Enters a part with a size[2] of its own; {@link #leave} with the result checks that it was used up. */
    int enter(String field) throws Malformed {
        int from = at - start;
        int n = (int) number(2, field);
        if (n > end - at) {
            throw new Malformed(field, from, "size " + n + ", has " + (end - at) + " bytes");
        }
        int outer = end;
        end = at + n;
        return outer;
    }

    void leave(int outer, String field) throws Malformed {
        finish(field);
        end = outer;
    }

    void finish(String field) throws Malformed {
        if (at != end) {
            throw new Malformed(field, at - start, (end - at) + " bytes too many");
        }
    }
}
