package obol.system.carrier;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;

/** As {@code obol.system.loop.Owed}: a block that is to come back to the client that gave it. It lies here meanwhile. */
public final class OwedBlock implements AutoCloseable {
    private final Slot<Promise<Stream.Filled>> promise = new Slot<>();
    private final Slot<Block> block = new Slot<>();

    /** Takes the block, to be given back. */
    public Pending<Stream.Filled> promise(Block given) {
        block.put(given);
        Promise<Stream.Filled> made = Promise.make();
        Pending<Stream.Filled> pending = made.pending();
        promise.put(made);
        return pending;
    }

    /** Whether a block is here; nobody may wait for it any more. */
    public boolean isOpen() {
        return !promise.isEmpty();
    }

    /** Whether a client still waits. */
    public boolean isAwaited() {
        Promise<Stream.Filled> made = promise.take();
        if (made == null) {
            return false;
        }
        boolean awaited = !made.cancelled();
        promise.put(made);
        return awaited;
    }

    /** Bytes of the block that is here. */
    public int size() {
        Block here = block.take();
        int size = here.size();
        block.put(here);
        return size;
    }

    /** Copies bytes into the block that is here, from its beginning. */
    public void fill(byte[] from, int offset, int count) {
        Block here = block.take();
        here.write(0, from, offset, count);
        block.put(here);
    }

    /** The block goes back to its client; no effect if none is here. */
    public void keep(int count) {
        try (Promise<Stream.Filled> made = promise.take()) {
            if (made != null) {
                made.keep(new Stream.Filled(block.take(), count));
            }
        }
    }

    /** Breaks the promise; the block is freed. */
    @Override
    public void close() {
        promise.close();
        block.close();
    }
}
