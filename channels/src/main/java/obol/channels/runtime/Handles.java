package obol.channels.runtime;

import java.util.Collection;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Linear;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.stream.Incoming;
import obol.channels.stream.Outgoing;
import obol.channels.transport.Memory;

/**
 * Opens and makes the handle objects of the API, whose insides are closed to users: a user who could take the memory out of a
 * block could share it between processes. The API package installs the one instance when it is initialised.
 */
public abstract class Handles {
    private static Handles installed;

    /** For the API package alone. */
    public static void install(Handles handles) {
        installed = handles;
    }

    static Handles get() {
        if (installed == null) {
            Promise.make(); // initialises the class, which installs
        }
        return installed;
    }

    /** Closes a value if it is linear or an endpoint; null and data need nothing. */
    public static void close(Object value) {
        if (value instanceof Linear linear) {
            linear.close();
        } else if (value instanceof Contract contract) {
            contract.close();
        }
    }

    protected abstract Block newBlock(Memory memory);

    /** The memory, which stays. Throws {@code Moved} on an empty handle. */
    protected abstract Memory peek(Block block);

    protected abstract Memory detach(Block block);

    protected abstract Pending<?> newPending(Eventual eventual);

    /** What it waits for, which stays. Throws {@code Moved} on an empty handle. */
    protected abstract Eventual peek(Pending<?> pending);

    protected abstract Eventual detach(Pending<?> pending);

    protected abstract Source<?> newSource(Incoming incoming);

    protected abstract Incoming peek(Source<?> source);

    protected abstract Incoming detach(Source<?> source);

    protected abstract Sink<?> newSink(Outgoing outgoing);

    protected abstract Outgoing peek(Sink<?> sink);

    protected abstract Outgoing detach(Sink<?> sink);

    protected abstract Batch<?> newBatch(Collection<?> values);

    /** What is in it, which stays. Throws {@code Moved} on an empty handle. */
    protected abstract Collection<?> peek(Batch<?> batch);

    /** Empties the handle; its values are the caller's. */
    protected abstract void detach(Batch<?> batch);
}
