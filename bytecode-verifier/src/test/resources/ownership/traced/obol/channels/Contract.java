package obol.channels;

public interface Contract extends AutoCloseable {
    @Override
    default void close() {
    }
}
