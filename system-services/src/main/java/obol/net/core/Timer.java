package obol.net.core;

/** Something that is due at some time. Belongs to one {@link Timers}, and is in it at most once. */
public abstract class Timer {
    long deadline;
    /** Place in the heap, -1 while it is not set. */
    int place = -1;

    /** Called once at the deadline or later, when the timer is no longer set. */
    protected abstract void expired();

    public final boolean isSet() {
        return place >= 0;
    }

    /** When it is due; meaningful while it is set. */
    public final long deadline() {
        return deadline;
    }
}
