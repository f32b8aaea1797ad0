package obol.system.servers.export;

import java.time.Duration;
import java.util.Arrays;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.channels.Wait;
import obol.styx.server.Limits;
import obol.styx.server.Session;
import obol.styx.server.Sink;
import obol.system.carrier.Stream;
import obol.system.namespace.Namespace;

/** One client: a session of 9P over a stream, for the thread that runs it. One read and one write of the stream are under way at once. */
final class Connection implements Runnable, Sink {
    /** How long a file server may take for what it should do at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The one that is under way. */
    private static final String ONE = "one";
    /** Of what all clients may have together, one takes a third. */
    private static final Limits LIMITS = new Limits(1 << 20, 4096, 1024, 1 << 18, 1 << 24);

    private final Stream stream;
    private final Outstanding outstanding = new Outstanding();
    private final Session session;
    private final Capacity capacity;
    private final Slots<String, Pending<byte[]>> reading = new Slots<>();
    private final Slots<String, Pending<Integer>> writing = new Slots<>();
    /** What came and the session has not taken yet: from {@code restAt} on. */
    private byte[] rest = new byte[0];
    private int restAt;
    private boolean broken;

    /** Takes over the stream. */
    Connection(Stream stream, Namespace namespace, FileLocks locks, Capacity capacity) {
        this.stream = stream;
        this.capacity = capacity;
        this.session = new Session(new Export(namespace, locks, capacity, outstanding), this, LIMITS);
    }

    @Override
    public void run() {
        try (stream) {
            while (!session.isClosed() && !broken) {
                step();
            }
            flush();
        } catch (ChannelException | OutOfMemoryError gone) {
            broken = true;
        } finally {
            session.close();
            capacity.disconnect();
        }
    }

    /** In place of {@link #run}: there is no room for it. */
    void refuse() {
        stream.close();
        session.close();
    }

    private void step() {
        if (!reading.has(ONE) && restAt == rest.length) {
            reading.put(ONE, stream.read(Stream.MOST));
        }
        if (outstanding.isEmpty() && !writing.has(ONE)) {
            arrived(); // waits for the client alone: of a thousand idle threads, an event of the process wakes none
            return;
        }
        switch (Wait.any(outstanding, writing, reading)) {
            case 0 -> outstanding.answer();
            case 1 -> written();
            case 2 -> arrived();
            default -> throw new IllegalStateException("a wait without deadline has ended");
        }
    }

    private void written() {
        Pending<Integer> done = writing.take(ONE);
        done.await();
        session.drain();
        offer();
    }

    private void arrived() {
        Pending<byte[]> done = reading.take(ONE);
        rest = done.await();
        restAt = 0;
        if (rest.length == 0) {
            session.close();
        }
        offer();
    }

    /** Gives the session what it takes: less than all while replies pile up. */
    private void offer() {
        if (restAt < rest.length) {
            try (Deadline limit = Deadline.in(PATIENCE)) {
                restAt += session.receive(rest, restAt, rest.length - restAt);
            }
        }
    }

    @Override
    public int send(byte[] bytes, int offset, int length) {
        if (broken) {
            return length;
        }
        if (writing.has(ONE)) {
            return 0;
        }
        int n = Math.min(length, Stream.MOST);
        try {
            writing.put(ONE, stream.write(Arrays.copyOfRange(bytes, offset, offset + n)));
        } catch (ChannelException gone) {
            broken = true;
        }
        return n;
    }

    @Override
    public void close(String reason) {
        // run() sees that the session is closed
    }

    /** The last write is out before the stream is closed, unless the client does not read. */
    private void flush() {
        reading.close();
        Pending<Integer> last = writing.take(ONE);
        if (last != null) {
            try (Deadline limit = Deadline.in(PATIENCE)) {
                last.await();
            }
        }
    }
}
