package obol.system.servers.export;

import java.time.Duration;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Wait;
import obol.styx.server.Limits;
import obol.styx.server.Session;
import obol.styx.server.Sink;
import obol.system.carrier.Stream;
import obol.system.namespace.Namespace;

/** One client: a session of 9P over a stream, for the thread that runs it. One read and one write of the stream are under way at once. */
final class Connection implements Runnable, Sink {
    /** How long a file server may take for what it should do at once. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /**
     * Of what all clients may have together, one takes a third. With 32 KiB of replies waiting behind a write it has to read first: then a
     * large one is under way and the next one waits, and no buffer grows further.
     */
    private static final Limits LIMITS = new Limits(1 << 20, 4096, 1024, 1 << 15, 1 << 24);

    private final Stream stream;
    private final Outstanding outstanding = new Outstanding();
    private final Session session;
    private final Capacity capacity;
    private final Input input;
    private final Output output;
    private boolean broken;

    /** Takes over the stream. @param blocks whether it takes blocks */
    Connection(Stream stream, boolean blocks, Namespace namespace, FileLocks locks, Capacity capacity) {
        this.stream = stream;
        this.capacity = capacity;
        this.input = new Input(blocks, capacity);
        this.output = new Output(blocks, capacity);
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
            input.close();
            output.close();
            capacity.disconnect();
        }
    }

    /** In place of {@link #run}: there is no room for it. */
    void refuse() {
        stream.close();
        session.close();
    }

    private void step() {
        input.ask(stream);
        if (outstanding.isEmpty() && !output.isBusy()) {
            arrived(); // waits for the client alone: of a thousand idle threads, an event of the process wakes none
            return;
        }
        switch (Wait.any(outstanding, output.progress(), input.arrival())) {
            case 0 -> outstanding.answer();
            case 1 -> written();
            case 2 -> arrived();
            default -> throw new IllegalStateException("a wait without deadline has ended");
        }
    }

    private void written() {
        output.written();
        session.drain();
        offer();
    }

    private void arrived() {
        if (!input.arrived()) {
            session.close();
        }
        offer();
    }

    /** Gives the session what it takes: less than all while replies pile up. */
    private void offer() {
        try (Deadline limit = Deadline.in(PATIENCE)) {
            input.offer(session);
        }
    }

    @Override
    public int send(byte[] bytes, int offset, int length) {
        if (broken) {
            return length;
        }
        if (output.isBusy()) {
            return 0;
        }
        try {
            return output.write(stream, bytes, offset, length);
        } catch (ChannelException gone) {
            broken = true;
            return length;
        }
    }

    @Override
    public void close(String reason) {
        // run() sees that the session is closed
    }

    /** The last write is out before the stream is closed, unless the client does not read. */
    private void flush() {
        input.close();
        if (output.isBusy()) {
            try (Deadline limit = Deadline.in(PATIENCE)) {
                output.written();
            }
        }
    }
}
