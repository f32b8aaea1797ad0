package obol.layout;

/**
 * A process's statics block: first the reference statics (u32 each, roots), then the initialisation states (a byte for each
 * class that has something to initialise), then the primitive statics. The image holds its template.
 * Offset 0 is never used by a field, so that 0 can mean "none".
 */
public final class StaticsLayout {
    private StaticsLayout() {}

    public static final int FIRST = 8;

    public static final int INITIALIZED = 0;
    public static final int UNINITIALIZED = 1;
    public static final int IN_PROGRESS = 2;
    public static final int ERRONEOUS = 3;
}
