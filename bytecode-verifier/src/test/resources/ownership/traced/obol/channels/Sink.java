package obol.channels;

import java.util.ArrayDeque;

public final class Sink<T> extends Traced implements Linear, Waitable {
    private final ArrayDeque<T> items;

    Sink(ArrayDeque<T> items) {
        this.items = items;
    }

    public void put(T item) {
        use();
        items.add(moved(item));
    }

    public boolean open() {
        use();
        return true;
    }

    @Override
    public boolean ready() {
        use();
        return true;
    }

    @Override
    protected Traced fresh() {
        return new Sink<>(items);
    }
}
