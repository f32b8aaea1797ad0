package obol.styx.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import obol.styx.Field;
import obol.styx.Slice;
import obol.styx.StyxException;

/**
 * An open file as a stream that reads ahead. It asks for one message's worth first, and for one more in flight with each
 * answer that was full, up to {@link Client#WINDOW}: a small file costs two requests, a large one keeps the connection full.
 *
 * <p>For files whose contents stand at offsets. One that gives its bytes away, as a pipe or a console does, would lose those that
 * were read ahead: read it with {@link RemoteFile#read(long, int)}.
 *
 * <p>The file stays the caller's, who closes it behind the stream. One thread at a time, that of the client.
 */
public final class RemoteInput extends InputStream {
    private final RemoteFile file;
    /** Answers in the order of their offsets; the first is of {@link #offset}. */
    private final Deque<Call> ahead = new ArrayDeque<>();
    private Slice current = Slice.EMPTY;
    /** Where the next answer begins, and the next request. */
    private long offset;
    private long asked;
    private int window = 1;
    private boolean end;
    private boolean closed;

    /** @param offset where to begin, 0 or more */
    public RemoteInput(RemoteFile file, long offset) {
        this.file = file;
        this.offset = offset;
        this.asked = offset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException what the server answered, with the {@link StyxException} as cause; the stream can't go on behind it */
    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (closed) {
            throw new IOException("closed");
        }
        if (length == 0) {
            return 0;
        }
        while (current.length() == 0) {
            if (end) {
                return -1;
            }
            next();
        }
        int n = Math.min(length, current.length());
        System.arraycopy(current.array(), current.offset(), into, at, n);
        current = current.part(n, current.length() - n);
        return n;
    }

    /** Bytes that are here already. */
    @Override
    public int available() {
        return current.length();
    }

    private void next() throws IOException {
        while (ahead.size() < window) {
            ahead.add(file.ask(asked, file.unit()));
            asked += file.unit();
        }
        Call first = ahead.poll();
        try {
            current = file.client().await(first).data();
        } catch (StyxException e) {
            giveUp();
            end = true;
            throw new IOException(e.getMessage(), e);
        }
        offset += current.length();
        if (current.length() == 0) {
            end = true;
            giveUp();
        } else if (current.length() < first.request().number(Field.COUNT)) {
            // what was asked for behind it does not follow on; mostly it is the end
            giveUp();
            asked = offset;
            window = 1;
        } else {
            window = Math.min(Client.WINDOW, window + 1);
        }
    }

    /** Nobody wants the answers in flight: the server is told, and they are waited for, so that their tags are free. */
    private void giveUp() {
        Deque<Call> flushes = new ArrayDeque<>();
        for (Call c : ahead) {
            if (!c.isDone()) {
                flushes.add(file.client().calls().flush(c));
            }
        }
        for (Call f : flushes) {
            try {
                file.client().await(f);
            } catch (StyxException e) {
                // the connection has ended, and all calls with it
            }
        }
        ahead.clear();
    }

    /** Gives up what is in flight; the file stays open. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            giveUp();
            current = Slice.EMPTY;
        }
    }
}
