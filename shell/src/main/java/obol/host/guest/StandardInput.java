package obol.host.guest;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Standard input for one session after another: a read of it can be interrupted, and takes nothing then, so what one session has not read
 * is there for the next. A thread of its own reads ahead, from the first read on. For one reader at a time.
 */
public final class StandardInput extends InputStream {
    private static final byte[] END = {};
    private static final int PIECE = 64 << 10, AHEAD = 4;

    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(AHEAD);
    private boolean started;
    private byte[] rest = {};
    private boolean ended;

    private void copy() throws InterruptedException {
        byte[] piece = new byte[PIECE];
        try {
            for (int count; (count = in.read(piece)) >= 0; ) pieces.put(Arrays.copyOf(piece, count));
        } catch (IOException broken) {
            // It ends like any other.
        }
        pieces.put(END);
    }

    @Override public synchronized int read(byte[] to, int offset, int most) throws IOException {
        if (!started) {
            started = true;
            Session.start("standard input", this::copy);
        }
        try {
            while (rest.length == 0 && !ended) {
                rest = pieces.take();
                ended = rest == END;
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (ended) return -1;
        int count = Math.min(most, rest.length);
        System.arraycopy(rest, 0, to, offset, count);
        rest = Arrays.copyOfRange(rest, count, rest.length);
        return count;
    }

    @Override public int read() {
        throw new UnsupportedOperationException("single bytes");
    }
}
