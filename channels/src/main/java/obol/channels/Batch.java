package obol.channels;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.runtime.Handles;

/**
 * A list of values, linear ones too, that is itself linear and may travel: first in, first out. A message holds 64 blocks, endpoints,
 * streams and pending values at most, and so does a batch that is sent. One thread uses it at a time: its owner.
 */
public final class Batch<T> implements Linear {
    private Deque<T> values;

    Batch(Deque<T> values) {
        this.values = values;
    }

    public static <T> Batch<T> empty() {
        return new Batch<>(new ArrayDeque<>());
    }

    /** Moves a value in, behind the others. */
    public void add(T value) {
        values().add(value);
    }

    /** Moves the first value out; null if there is none. */
    public T take() {
        return values().poll();
    }

    public int size() {
        return values().size();
    }

    /** Closes what is in it. */
    @Override
    public void close() {
        Deque<T> closed = values;
        values = null;
        if (closed != null) {
            closed.forEach(Handles::close);
        }
    }

    Deque<T> values() {
        Deque<T> present = values;
        if (present == null) {
            throw new Moved("this Batch was closed or given away");
        }
        return present;
    }

    void detach() {
        values();
        values = null;
    }
}
