package obol.channels;

public interface Waitable {
    boolean ready();
}
