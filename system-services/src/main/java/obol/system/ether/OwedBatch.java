package obol.system.ether;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;

/** As {@code obol.system.loop.Owed}: a block for which one client waits. */
public final class OwedBatch implements AutoCloseable {
    private final Slot<Promise<Ether.Batch>> promise = new Slot<>();

    /** What is owed from now on. An earlier promise is broken. */
    public Pending<Ether.Batch> promise() {
        Promise<Ether.Batch> made = Promise.make();
        Pending<Ether.Batch> pending = made.pending();
        promise.put(made);
        return pending;
    }

    /** Whether a client still waits. */
    public boolean isAwaited() {
        Promise<Ether.Batch> made = promise.take();
        if (made == null) return false;
        boolean awaited = !made.cancelled();
        promise.put(made);
        return awaited;
    }

    /** The client gets the block; it is closed if nothing is owed. */
    public void keep(Block block, int bytes) {
        try (Promise<Ether.Batch> made = promise.take()) {
            if (made != null) made.keep(new Ether.Batch(block, bytes));
            else block.close();
        }
    }

    /** Breaks the promise. */
    @Override
    public void close() {
        promise.close();
    }
}
