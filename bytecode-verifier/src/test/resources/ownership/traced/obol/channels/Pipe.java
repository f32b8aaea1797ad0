package obol.channels;

import java.util.ArrayDeque;

public record Pipe<T>(Sink<T> sink, Source<T> source) {
    public static <T> Pipe<T> of(int capacity) {
        ArrayDeque<T> items = new ArrayDeque<>();
        return new Pipe<>(new Sink<>(items), new Source<>(items));
    }
}
