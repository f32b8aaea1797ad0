package obol.styx;

/**
 * An entry of an Rreaddir of 9P2000.L.
 *
 * @param offset where the read after this entry begins
 * @param type Linux's d_type
 */
public record DirEntry(Qid qid, long offset, int type, String name) {
    public int size() {
        return Qid.SIZE + 8 + 1 + 2 + Utf8.length(name);
    }

    /** Writes the entry, for which {@link #size} bytes must be free; returns the offset behind it. */
    public int encode(byte[] to, int at) {
        WireWriter w = new WireWriter(to, at);
        w.qid(qid);
        w.number(8, offset);
        w.number(1, type);
        w.string(name);
        return w.offset();
    }
}
