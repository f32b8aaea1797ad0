package obol.channels;

/** What {@link Wait} can wait for. */
public interface Waitable {
    /** Whether the next use would not wait. */
    boolean ready();
}
