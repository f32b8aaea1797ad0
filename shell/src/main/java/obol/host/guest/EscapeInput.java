package obol.host.guest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is typed, without two Ctrl-] in a row, which call {@code leave} instead. */
public final class EscapeInput extends FilterInputStream {
    private static final byte ESCAPE = 0x1D;

    private final Runnable leave;
    /** The last byte was one Ctrl-], not handed on yet. */
    private boolean held;

    public EscapeInput(InputStream in, Runnable leave) {
        super(in);
        this.leave = leave;
    }

    @Override public int read(byte[] to, int offset, int most) throws IOException {
        // At most one byte more than is read may have to be handed on.
        byte[] typed = new byte[most / 2 + 1];
        while (true) {
            int count = in.read(typed);
            if (count < 0) return count;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (typed[i] == ESCAPE && held) {
                    leave.run();
                    return -1;
                }
                if (held) to[offset + kept++] = ESCAPE;
                held = typed[i] == ESCAPE;
                if (!held) to[offset + kept++] = typed[i];
            }
            if (kept > 0) return kept;
        }
    }

    @Override public int read() {
        throw new UnsupportedOperationException("single bytes");
    }
}
