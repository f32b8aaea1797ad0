package obol.shell.invocation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output: gathers bytes, and tells a failed write apart from all other failures. */
public final class Output extends OutputStream {
    /** Standard output takes no more. */
    public static final class ClosedException extends IOException {
        ClosedException(IOException cause) {
            super(cause);
        }
    }

    private final OutputStream target;
    private final byte[] buffer = new byte[8192];
    private int used;

    Output(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws ClosedException {
        if (used == buffer.length) flush();
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws ClosedException {
        if (length > buffer.length - used) flush();
        if (length >= buffer.length) {
            send(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, used, length);
            used += length;
        }
    }

    /** Writes text as UTF-8. */
    public void print(String text) throws ClosedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Writes a line without its end, then the end. */
    public void line(byte[] line) throws ClosedException {
        write(line, 0, line.length);
        write('\n');
    }

    @Override
    public void flush() throws ClosedException {
        int length = used;
        used = 0;
        if (length > 0) send(buffer, 0, length);
    }

    private void send(byte[] bytes, int from, int length) throws ClosedException {
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            throw new ClosedException(e);
        }
    }
}
