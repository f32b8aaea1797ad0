package obol.channels;

import java.util.ArrayDeque;

public final class Batch<T> extends Traced implements Linear {
    private final ArrayDeque<T> items;

    private Batch(ArrayDeque<T> items) {
        this.items = items;
    }

    public static <T> Batch<T> empty() {
        return new Batch<>(new ArrayDeque<>());
    }

    public void add(T item) {
        use();
        items.add(moved(item));
    }

    public T take() {
        use();
        return items.poll();
    }

    public int size() {
        use();
        return items.size();
    }

    @Override
    protected void closeContents() {
        while (!items.isEmpty()) {
            closeIfLinear(items.poll());
        }
    }

    @Override
    protected Traced fresh() {
        return new Batch<>(items);
    }
}
