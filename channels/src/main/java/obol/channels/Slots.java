package obol.channels;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.channels.runtime.Handles;

/**
 * Many linear values by key, in the order of their arrival. Not linear itself. Each method is atomic.
 * As a {@link Waitable} it is ready when one of its values is.
 */
public final class Slots<K, T> implements AutoCloseable, Waitable {
    private final Map<K, T> values = new LinkedHashMap<>();
    /** The key that {@link #whichReady} gave last: the search starts behind it, so that no ready value starves. */
    private K lastReady;

    /** Moves a value in and closes the one that was there under this key. */
    public void put(K key, T value) {
        if (key == null || value == null) {
            throw new NullPointerException("Slots hold no null");
        }
        T before;
        synchronized (this) {
            before = values.put(key, value);
        }
        Handles.close(before);
    }

    /** Moves the value out; null if there is none. */
    public synchronized T take(K key) {
        return values.remove(key);
    }

    /** The keys at this moment: a copy. */
    public synchronized Set<K> keys() {
        return Set.copyOf(values.keySet());
    }

    public synchronized boolean has(K key) {
        return values.containsKey(key);
    }

    public synchronized int size() {
        return values.size();
    }

    @Override
    public synchronized boolean ready() {
        for (T value : values.values()) {
            if (isReady(value)) {
                return true;
            }
        }
        return false;
    }

    /** The key of a value that is ready, each in turn; null if none is. */
    public synchronized K whichReady() {
        List<K> order = new ArrayList<>(values.keySet());
        int start = order.indexOf(lastReady) + 1;
        for (int i = 0; i < order.size(); i++) {
            K key = order.get((start + i) % order.size());
            if (isReady(values.get(key))) {
                lastReady = key;
                return key;
            }
        }
        return null;
    }

    private static boolean isReady(Object value) {
        return value instanceof Waitable waitable && Wait.isDue(waitable);
    }

    /** Closes and removes all values. */
    @Override
    public void close() {
        while (true) {
            T value;
            synchronized (this) {
                Iterator<T> first = values.values().iterator();
                if (!first.hasNext()) {
                    return;
                }
                value = first.next();
                first.remove();
            }
            Handles.close(value);
        }
    }
}
