package obol.system.servers.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open file whose text is made in steps, each of them short, from the first read on; reads wait for the last one. */
public final class SteppedText implements OpenFile {
    /** A step of the work. */
    @FunctionalInterface
    public interface Step {
        /** The text, if it is complete now, else null: another step must follow. */
        String next() throws StyxException;
    }

    private record Waiting(long offset, int count, Reply<Slice> reply) {
    }

    private final Step step;
    private final Consumer<Runnable> soon;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean begun;
    private boolean closed;
    /** One of the two is set when it is complete. */
    private byte[] contents;
    private StyxException failure;

    /** @param soon runs what it is given a little later, on the tree's thread, after others have had their turn */
    public SteppedText(Step step, Consumer<Runnable> soon) {
        this.step = step;
        this.soon = soon;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        Waiting read = new Waiting(offset, count, reply);
        if (!begun) {
            begun = true;
            advance();
        }
        if (isComplete()) {
            answer(read);
            return;
        }
        waiting.add(read);
        reply.onAbort(() -> {
            waiting.remove(read);
            reply.interrupted();
        });
    }

    private boolean isComplete() {
        return contents != null || failure != null;
    }

    private void advance() {
        if (closed) {
            return;
        }
        try {
            String text = step.next();
            contents = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        } catch (StyxException failed) {
            failure = failed;
        }
        if (!isComplete()) {
            soon.accept(this::advance);
            return;
        }
        waiting.forEach(this::answer);
        waiting.clear();
    }

    private void answer(Waiting read) {
        if (failure != null) {
            read.reply.error(failure);
        } else {
            read.reply.ok(read.offset >= contents.length ? Slice.EMPTY : Slice.of(contents).part((int) read.offset, read.count));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
