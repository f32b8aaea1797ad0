package obol.net.testing;

import java.util.SplittableRandom;
import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.net.core.Socket;
import obol.net.tcp.Connection;

/**
 * One side of a conversation over a connection: sends so many bytes of a stream that is a function of its seed, then ends its direction;
 * reads the other side's stream and compares. Reads and writes pieces of random sizes; may be slow to read.
 */
public final class Talk implements Socket.Observer {
    private final Connection connection;
    private final long sendSeed;
    private final long receiveSeed;
    private final long toSend;
    private final SplittableRandom random;
    private final byte[] buffer = new byte[32 << 10];
    /** Most bytes of one read or write. */
    public int piece = buffer.length;
    public long sent;
    public long received;
    public boolean finished;
    public boolean ended;
    public boolean wrong;
    public boolean paused;
    public Problem problem;
    private final byte[] ready = new byte[buffer.length];
    private int readyFrom;
    private int readyTo;

    public Talk(Connection connection, long sendSeed, long toSend, long receiveSeed) {
        this.connection = connection;
        this.sendSeed = sendSeed;
        this.receiveSeed = receiveSeed;
        this.toSend = toSend;
        random = new SplittableRandom(sendSeed);
        connection.observe(this);
    }

    private static long word(long seed, long index) {
        long z = seed + index * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        return z ^ z >>> 27;
    }

    private static void fill(long seed, long position, byte[] to, int length) {
        long word = word(seed, position >> 3);
        for (int i = 0; i < length; i++) {
            long at = position + i;
            if ((at & 7) == 0) word = word(seed, at >> 3);
            to[i] = (byte) (word >>> 8 * (int) (at & 7));
        }
    }

    private static boolean isRight(long seed, long position, byte[] from, int length) {
        long word = word(seed, position >> 3);
        for (int i = 0; i < length; i++) {
            long at = position + i;
            if ((at & 7) == 0) word = word(seed, at >> 3);
            if (from[i] != (byte) (word >>> 8 * (int) (at & 7))) return false;
        }
        return true;
    }

    public boolean isDone() {
        return problem != null || finished && ended;
    }

    @Override
    public void changed(Socket socket) {
        try {
            while (!paused && !ended) {
                int count = connection.read(buffer, 0, 1 + random.nextInt(piece));
                if (count == 0) break;
                if (count < 0) {
                    ended = true;
                    break;
                }
                if (!isRight(receiveSeed, received, buffer, count)) wrong = true;
                received += count;
            }
            if ((connection.readiness() & Socket.CONNECTED) == 0 && !ended && connection.problem() == null) return;
            while (sent < toSend) {
                if (readyFrom == readyTo) {
                    readyFrom = 0;
                    readyTo = (int) Math.min(1 + random.nextInt(piece), toSend - sent);
                    fill(sendSeed, sent, ready, readyTo);
                }
                int wanted = readyTo - readyFrom;
                int count = connection.write(ready, readyFrom, wanted);
                sent += count;
                readyFrom += count;
                if (count < wanted) break;
            }
            if (sent == toSend && !finished) {
                finished = true;
                connection.finish();
            }
        } catch (NetworkException failed) {
            problem = failed.problem();
        }
    }
}
