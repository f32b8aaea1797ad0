package obol.styx.ram;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * A bounded buffer as a file: a read waits for bytes, a write waits for room, first come first
 * served, and other requests of the same session go on. Offsets mean nothing. A read ends with no
 * bytes when the buffer is empty and all who had it open for writing have closed it, or after
 * {@link #end}. Of a {@linkplain #fragile} pipe a write fails once all who had it open for reading
 * have closed it.
 */
public final class Pipe implements Synthetic {
    private record Read(int count, Reply<Slice> reply) {
    }

    /** A write that waits: what of it is not in the buffer yet. */
    private static final class Write {
        final byte[] bytes;
        final Reply<Integer> reply;
        int done;

        Write(byte[] bytes, int done, Reply<Integer> reply) {
            this.bytes = bytes;
            this.done = done;
            this.reply = reply;
        }
    }

    private final byte[] ring;
    private int start;
    private int fill;
    private int readers;
    private int writers;
    private boolean read;
    private boolean written;
    private boolean ended;
    private final boolean fragile;
    private final Deque<Read> reads = new ArrayDeque<>();
    private final Deque<Write> writes = new ArrayDeque<>();

    /** @param capacity bytes buffered at most */
    public Pipe(int capacity) {
        this(capacity, false);
    }

    private Pipe(int capacity, boolean fragile) {
        this.ring = new byte[capacity];
        this.fragile = fragile;
    }

    /** One that breaks when nobody reads any more, as the pipe between two commands does. */
    public static Pipe fragile(int capacity) {
        return new Pipe(capacity, true);
    }

    /** Puts bytes in from this side of the file; returns how many there was room for. */
    public int offer(byte[] bytes, int offset, int length) {
        int n = writes.isEmpty() ? fillFrom(bytes, offset, length) : 0;
        serve();
        return n;
    }

    /** Bytes that a read would get at once. */
    public int available() {
        return fill;
    }

    /** No more bytes come from this side. */
    public void end() {
        ended = true;
        serve();
    }

    @Override
    public OpenFile open(User user, OpenMode mode) {
        readers += mode.reads() ? 1 : 0;
        read |= mode.reads();
        writers += mode.writes() ? 1 : 0;
        written |= mode.writes();
        return new OpenFile() {
            @Override
            public void read(long offset, int count, Reply<Slice> reply) {
                if (count == 0) {
                    reply.ok(Slice.EMPTY);
                    return;
                }
                Read r = new Read(count, reply);
                reads.add(r);
                reply.onAbort(() -> {
                    if (reads.remove(r)) {
                        reply.interrupted();
                    }
                });
                serve();
            }

            @Override
            public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
                Pipe.this.write(data, reply);
            }

            @Override
            public void close() {
                readers -= mode.reads() ? 1 : 0;
                writers -= mode.writes() ? 1 : 0;
                serve();
            }
        };
    }

    private boolean broken() {
        return fragile && read && readers == 0;
    }

    private void write(Slice data, Reply<Integer> reply) throws StyxException {
        if (broken()) {
            throw new StyxException(Errno.EPIPE);
        }
        int n = writes.isEmpty() ? fillFrom(data.array(), data.offset(), data.length()) : 0;
        if (n == data.length()) {
            serve();
            reply.ok(n);
            return;
        }
        Write w = new Write(data.copy(), n, reply);
        writes.add(w);
        reply.onAbort(() -> {
            if (writes.remove(w)) {
                // bytes that are in the buffer have been written: the client has to know
                if (w.done > 0) {
                    reply.ok(w.done);
                } else {
                    reply.interrupted();
                }
            }
        });
        serve();
    }

    /** Moves bytes as long as somebody gets somewhere. Answers may bring in the next call of this pipe. */
    private void serve() {
        while (true) {
            if (!reads.isEmpty() && fill > 0) {
                Read r = reads.poll();
                r.reply.ok(Slice.of(take(r.count)));
            } else if (!writes.isEmpty() && fill < ring.length && !broken()) {
                Write w = writes.peek();
                w.done += fillFrom(w.bytes, w.done, w.bytes.length - w.done);
                if (w.done == w.bytes.length) {
                    writes.remove(w);
                    w.reply.ok(w.done);
                }
            } else if (!reads.isEmpty() && atEnd()) {
                reads.poll().reply.ok(Slice.EMPTY);
            } else if (!writes.isEmpty() && (ended || broken())) {
                writes.poll().reply.error(Errno.EPIPE);
            } else {
                return;
            }
        }
    }

    private boolean atEnd() {
        return fill == 0 && writes.isEmpty() && (ended || written && writers == 0);
    }

    private byte[] take(int most) {
        byte[] b = new byte[Math.min(most, fill)];
        int first = Math.min(b.length, ring.length - start);
        System.arraycopy(ring, start, b, 0, first);
        System.arraycopy(ring, 0, b, first, b.length - first);
        start = (start + b.length) % ring.length;
        fill -= b.length;
        return b;
    }

    private int fillFrom(byte[] bytes, int offset, int length) {
        int n = Math.min(length, ring.length - fill);
        int at = (start + fill) % ring.length;
        int first = Math.min(n, ring.length - at);
        System.arraycopy(bytes, offset, ring, at, first);
        System.arraycopy(bytes, offset + first, ring, 0, n - first);
        fill += n;
        return n;
    }
}
