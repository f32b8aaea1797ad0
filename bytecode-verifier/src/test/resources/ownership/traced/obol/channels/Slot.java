package obol.channels;

public final class Slot<T> implements AutoCloseable {
    private T value;

    public void put(T given) {
        if (given == null) {
            throw new NullPointerException();
        }
        T now = Traced.moved(given);
        close();
        value = now;
    }

    public T take() {
        T taken = value;
        value = null;
        return taken;
    }

    public boolean isEmpty() {
        return value == null;
    }

    @Override
    public void close() {
        Traced.closeIfLinear(take());
    }
}
