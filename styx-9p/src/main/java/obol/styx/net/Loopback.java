package obol.styx.net;

import java.io.IOException;
import java.util.Arrays;
import obol.styx.client.Carrier;
import obol.styx.server.FileServer;
import obol.styx.server.Limits;
import obol.styx.server.Session;
import obol.styx.server.Sink;

/**
 * A client's carrier with the server at its other end, in the same thread. Waiting for an answer
 * that the server holds back can't succeed, and is an error at once.
 */
public final class Loopback implements Carrier {
    private final Session session;
    private byte[] waiting = new byte[256];
    private int start;
    private int end;
    private String closed;

    public Loopback(FileServer server) {
        this(server, Limits.DEFAULT);
    }

    public Loopback(FileServer server, Limits limits) {
        this.session = new Session(server, new Sink() {
            @Override
            public int send(byte[] bytes, int offset, int length) {
                if (waiting.length - Loopback.this.end < length) {
                    waiting = Arrays.copyOf(Arrays.copyOfRange(waiting, start, Loopback.this.end),
                            Math.max(waiting.length, 2 * (Loopback.this.end - start + length)));
                    Loopback.this.end -= start;
                    start = 0;
                }
                System.arraycopy(bytes, offset, waiting, Loopback.this.end, length);
                Loopback.this.end += length;
                return length;
            }

            @Override
            public void close(String reason) {
                closed = reason;
            }
        }, limits);
    }

    /** The server's end. */
    public Session session() {
        return session;
    }

    /** Bytes that the server has sent and nobody has received. */
    public int waiting() {
        return end - start;
    }

    @Override
    public void send(byte[] bytes, int offset, int length) throws IOException {
        if (session.receive(bytes, offset, length) < length) {
            throw new IOException(closed);
        }
    }

    @Override
    public int receive(byte[] bytes, int offset, int length) throws IOException {
        if (start == end) {
            if (closed != null) {
                return -1;
            }
            throw new IOException("the server has not answered");
        }
        int n = Math.min(length, end - start);
        System.arraycopy(waiting, start, bytes, offset, n);
        start += n;
        return n;
    }
}
