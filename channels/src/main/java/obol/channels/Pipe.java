package obol.channels;

import obol.channels.stream.LocalStream;

/** A fresh stream: both halves, of which either may be given away. */
public record Pipe<T>(Sink<T> sink, Source<T> source) {
    /**
     * A stream that holds {@code capacity} items: {@link Sink#put} waits while there are so many.
     *
     * @throws IllegalArgumentException if the capacity is less than 1 or over 65,536
     */
    public static <T> Pipe<T> of(int capacity) {
        LocalStream stream = new LocalStream(capacity);
        return new Pipe<>(new Sink<>(stream.writer()), new Source<>(stream.reader()));
    }
}
