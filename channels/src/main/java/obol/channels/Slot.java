package obol.channels;

import obol.channels.runtime.Handles;

/**
 * A place in the heap for at most one linear value that changes. Not linear itself; may be a field. Each method is atomic.
 * What the slot closes are endpoints, blocks and the like; a linear record is taken apart by its owner, not here.
 */
public final class Slot<T> implements AutoCloseable {
    private T value;

    /** Moves a value in and closes the one that was there. */
    public void put(T value) {
        T before;
        if (value == null) {
            throw new NullPointerException("a Slot holds no null");
        }
        synchronized (this) {
            before = this.value;
            this.value = value;
        }
        Handles.close(before);
    }

    /** Moves the value out; null if the slot is empty. */
    public synchronized T take() {
        T taken = value;
        value = null;
        return taken;
    }

    public synchronized boolean isEmpty() {
        return value == null;
    }

    /** Closes the value, if there is one. */
    @Override
    public void close() {
        Handles.close(take());
    }
}
