package obol.system.servers.export;

import obol.channels.Block;
import obol.channels.Borrowed;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.channels.Waitable;
import obol.styx.server.Session;
import obol.system.carrier.Stream;

/**
 * What comes from a client, for its session's thread: one read of the stream at a time. While much comes it comes in a block; a client that
 * sends little has none.
 */
final class Input {
    /** The read that is under way. */
    private static final String ONE = "one";

    private final boolean blocks;
    private final SpareBlock block;
    private final Slots<String, Pending<byte[]>> reading = new Slots<>();
    private final Slots<String, Pending<Stream.Filled>> filling = new Slots<>();
    /** What has come if it is not in the block. */
    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean large;

    /** @param blocks whether the stream takes blocks */
    Input(boolean blocks, Capacity capacity) {
        this.blocks = blocks;
        block = new SpareBlock(capacity);
    }

    /** Asks for more, unless there is something left, or has been asked. */
    void ask(@Borrowed Stream stream) {
        if (at < end || reading.has(ONE) || filling.has(ONE)) {
            return;
        }
        Block free = blocks && large ? block.take() : null;
        if (free != null) {
            filling.put(ONE, stream.readBlock(free));
        } else {
            block.free();
            reading.put(ONE, stream.read(Stream.MOST));
        }
    }

    /** Ready when {@link #arrived} would not wait. */
    Waitable arrival() {
        return filling.has(ONE) ? filling : reading;
    }

    /** Waits for what was asked for; false: nothing more will come. */
    boolean arrived() {
        at = 0;
        if (filling.has(ONE)) {
            Pending<Stream.Filled> pending = filling.take(ONE);
            Stream.Filled filled = pending.await();
            end = filled.count();
            block.put(filled.block());
        } else {
            Pending<byte[]> pending = reading.take(ONE);
            bytes = pending.await();
            end = bytes.length;
        }
        large = end >= SpareBlock.WORTH;
        return end > 0;
    }

    /** Gives the session what it takes: less than all while replies pile up. */
    void offer(Session session) {
        if (at < end) {
            at += block.isHere() ? session.receive(block::copy, at, end - at) : session.receive(bytes, at, end - at);
        }
    }

    /** Gives up the read that is under way, and what has come. */
    void close() {
        at = end;
        reading.close();
        filling.close();
        block.free();
    }
}
