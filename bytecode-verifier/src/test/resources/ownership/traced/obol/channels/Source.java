package obol.channels;

import java.util.ArrayDeque;

public final class Source<T> extends Traced implements Linear, Waitable {
    private final ArrayDeque<T> items;

    Source(ArrayDeque<T> items) {
        this.items = items;
    }

    public T next() {
        use();
        return items.poll();
    }

    @Override
    public boolean ready() {
        use();
        return !items.isEmpty();
    }

    @Override
    protected void closeContents() {
        while (!items.isEmpty()) {
            closeIfLinear(items.poll());
        }
    }

    @Override
    protected Traced fresh() {
        return new Source<>(items);
    }
}
