package obol.channels;

public interface Linear extends AutoCloseable {
    @Override
    void close();
}
