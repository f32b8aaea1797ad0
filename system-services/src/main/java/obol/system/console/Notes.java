package obol.system.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.styx.Slice;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/**
 * The file {@code consnote}: a read waits for the next Ctrl-C that is typed while the console is cooked. It is told to one reader, the one
 * that opened the file last and has it open; what came before it reads is told at once, once.
 */
final class Notes {
    private static final Slice INTERRUPT = Slice.of("interrupt\n".getBytes(StandardCharsets.US_ASCII));

    /** In the order in which they opened it. */
    private final List<Reader> readers = new ArrayList<>();
    private boolean ended;

    /** The file, once more open. */
    OpenFile open() {
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    void interrupted() {
        if (!readers.isEmpty()) readers.get(readers.size() - 1).interrupted();
    }

    /** Nothing is typed any more. */
    void end() {
        ended = true;
        readers.forEach(Reader::answer);
    }

    private final class Reader implements OpenFile {
        private record Waiting(int count, Reply<Slice> reply) {}

        private final Deque<Waiting> reads = new ArrayDeque<>();
        private boolean missed;

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            Waiting read = new Waiting(count, reply);
            reads.add(read);
            reply.onAbort(() -> {
                if (reads.remove(read)) reply.interrupted();
            });
            answer();
        }

        void interrupted() {
            missed = true;
            answer();
        }

        void answer() {
            while (!reads.isEmpty() && (missed || ended)) {
                Waiting read = reads.remove();
                read.reply.ok(missed ? INTERRUPT.part(0, read.count) : Slice.EMPTY);
                missed = false;
            }
        }

        @Override
        public void close() {
            readers.remove(this);
        }
    }
}
