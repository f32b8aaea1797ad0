package obol.channels;

public final class Pending<T> extends Traced implements Linear, Waitable {
    private final T value;

    private Pending(T value) {
        this.value = value;
    }

    public static <T> Pending<T> of(T value) {
        return new Pending<>(moved(value));
    }

    public T await() {
        end();
        return value;
    }

    @Override
    public boolean ready() {
        use();
        return true;
    }

    @Override
    protected void closeContents() {
        closeIfLinear(value);
    }

    @Override
    protected Traced fresh() {
        return new Pending<>(value);
    }
}
