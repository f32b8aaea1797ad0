package obol.system.servers.text;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open file whose reads give the lines that have come since the last one, whatever the offset, and wait if there are none. */
public class LineFile implements OpenFile {
    private record Waiting(int count, Reply<Slice> reply) {
    }

    private final Lines lines;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean ended;

    /** @param most as of {@link Lines#Lines} */
    public LineFile(int most) {
        lines = new Lines(most);
    }

    /** A line has come. @param line with its newline */
    public final void add(String line) {
        lines.add(line);
        serve();
    }

    /** No more come: behind those that are there is the end of the file. */
    public final void end() {
        ended = true;
        serve();
    }

    /** Whether a read would wait. */
    protected final boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What a read gets that does not wait. */
    protected final Slice take(int count) {
        return lines.take(count);
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        Waiting read = new Waiting(count, reply);
        waiting.add(read);
        serve();
        if (!reply.answered()) {
            reply.onAbort(() -> {
                waiting.remove(read);
                reply.interrupted();
            });
        }
    }

    private void serve() {
        while (!waiting.isEmpty() && (ended || !lines.isEmpty())) {
            Waiting first = waiting.remove();
            first.reply.ok(lines.take(first.count));
        }
    }
}
