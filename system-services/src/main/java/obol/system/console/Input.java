package obol.system.console;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Slice;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** Who waits for what is typed: reads are answered in their order. */
final class Input implements OpenFile {
    private record Waiting(int count, Reply<Slice> reply) {}

    private final LineDiscipline discipline;
    private final Deque<Waiting> reads = new ArrayDeque<>();

    Input(LineDiscipline discipline) {
        this.discipline = discipline;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) {
        if (count == 0) {
            reply.ok(Slice.EMPTY);
            return;
        }
        Waiting read = new Waiting(count, reply);
        reads.add(read);
        reply.onAbort(() -> {
            if (reads.remove(read)) reply.interrupted();
        });
        serve();
    }

    /** Answers the reads for which there is something. */
    void serve() {
        while (!reads.isEmpty()) {
            byte[] bytes = discipline.take(reads.peek().count);
            if (bytes == null) return;
            reads.remove().reply.ok(Slice.of(bytes));
        }
    }
}
