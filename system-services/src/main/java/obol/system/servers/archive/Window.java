package obol.system.servers.archive;

import obol.styx.StyxException;

/** A source read in large pieces, the last of which is kept: headers lie close together. */
final class Window implements Source {
    private static final int SIZE = 64 << 10;

    private final Source source;
    private final byte[] piece = new byte[SIZE];
    private long start;
    private int filled;

    Window(Source source) {
        this.source = source;
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public int read(long offset, byte[] into, int at, int count) throws StyxException {
        if (offset < start || offset >= start + filled) {
            filled = 0;
            start = offset;
            filled = source.read(offset, piece, 0, SIZE);
        }
        int n = Math.min(count, (int) (start + filled - offset));
        System.arraycopy(piece, (int) (offset - start), into, at, n);
        return n;
    }
}
