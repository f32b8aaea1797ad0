package obol.shell.invocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream as bytes without their ends. Before the stream has to be waited for, output gathered so far is written. */
public final class Lines {
    private final InputStream in;
    private final Output out;
    private final byte[] buffer = new byte[16384];
    private int from;
    private int to;
    private boolean ended = true;

    public Lines(InputStream in, Output out) {
        this.in = in;
        this.out = out;
    }

    /** The next line, or null at the end of the stream. */
    public byte[] next() throws IOException {
        ByteArrayOutputStream begun = null;
        while (true) {
            int newline = from;
            while (newline < to && buffer[newline] != '\n') newline++;
            if (newline < to) {
                byte[] line = join(begun, newline);
                from = newline + 1;
                ended = true;
                return line;
            }
            if (from < to) {
                if (begun == null) begun = new ByteArrayOutputStream();
                begun.write(buffer, from, to - from);
            }
            out.flush();
            from = 0;
            to = Math.max(in.read(buffer), 0);
            if (to == 0) {
                if (begun == null) return null;
                ended = false;
                return begun.toByteArray();
            }
        }
    }

    /** False when the last line given had no end. */
    public boolean ended() {
        return ended;
    }

    private byte[] join(ByteArrayOutputStream begun, int end) {
        if (begun == null) return Arrays.copyOfRange(buffer, from, end);
        begun.write(buffer, from, end - from);
        return begun.toByteArray();
    }
}
