package obol.system.servers.export;

import java.util.Arrays;
import obol.channels.Block;
import obol.channels.Borrowed;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.channels.Waitable;
import obol.system.carrier.Stream;

/** What goes to a client, for its session's thread: one write of the stream at a time; what is large goes in a block. */
final class Output {
    /** The write that is under way. */
    private static final String ONE = "one";

    private final boolean blocks;
    private final SpareBlock block;
    private final Slots<String, Pending<Integer>> writing = new Slots<>();
    private final Slots<String, Pending<Stream.Filled>> emptying = new Slots<>();

    /** @param blocks whether the stream takes blocks */
    Output(boolean blocks, Capacity capacity) {
        this.blocks = blocks;
        block = new SpareBlock(capacity);
    }

    /** Whether a write is under way. */
    boolean isBusy() {
        return writing.has(ONE) || emptying.has(ONE);
    }

    /** Ready when {@link #written} would not wait. */
    Waitable progress() {
        return emptying.has(ONE) ? emptying : writing;
    }

    /** Begins a write, while none is under way. @return how many of the bytes go with it */
    int write(@Borrowed Stream stream, byte[] bytes, int offset, int length) {
        Block free = blocks && length >= SpareBlock.WORTH ? block.take() : null;
        if (free != null) {
            int count = Math.min(length, Stream.MOST_OF_BLOCK);
            free.write(0, bytes, offset, count);
            emptying.put(ONE, stream.writeBlock(free, count));
            return count;
        }
        block.free();
        int count = Math.min(length, Stream.MOST);
        writing.put(ONE, stream.write(Arrays.copyOfRange(bytes, offset, offset + count)));
        return count;
    }

    /** Waits for the write that is under way. */
    void written() {
        if (emptying.has(ONE)) {
            Pending<Stream.Filled> pending = emptying.take(ONE);
            Stream.Filled back = pending.await();
            block.put(back.block());
        } else {
            Pending<Integer> pending = writing.take(ONE);
            pending.await();
        }
    }

    /** Gives up the write that is under way. */
    void close() {
        writing.close();
        emptying.close();
        block.free();
    }
}
