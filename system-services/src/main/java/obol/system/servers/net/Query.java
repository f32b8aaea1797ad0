package obol.system.servers.net;

import java.util.List;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/**
 * An open file of questions: a write asks, and may be answered late; each read then gives one line of the answer, and nothing at its end.
 * Offsets mean nothing.
 */
final class Query implements OpenFile {
    /** Longest question in bytes. */
    private static final int MOST = 1024;

    /** What answers. */
    @FunctionalInterface
    interface Source {
        /** Answers with lines, without their ends. */
        void answer(String question, Reply<List<String>> reply) throws StyxException;
    }

    private final Source source;
    private List<String> lines = List.of();
    private int next;

    Query(Source source) {
        this.source = source;
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        if (data.length() > MOST) {
            throw new StyxException(Errno.EMSGSIZE);
        }
        int count = data.length();
        lines = List.of();
        next = 0;
        source.answer(data.text().trim(), new Onward<List<String>>(reply) {
            @Override
            public void ok(List<String> answer) {
                lines = List.copyOf(answer);
                reply.ok(count);
            }
        });
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        reply.ok(next == lines.size() ? Slice.EMPTY : NetFile.slice(lines.get(next++) + "\n").part(0, count));
    }
}
