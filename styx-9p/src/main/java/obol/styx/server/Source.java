package obol.styx.server;

/** Bytes that have come for a session, wherever they lie. */
@FunctionalInterface
public interface Source {
    /** Copies {@code count} bytes from offset {@code from} of what has come. */
    void copy(int from, byte[] to, int offset, int count);
}
