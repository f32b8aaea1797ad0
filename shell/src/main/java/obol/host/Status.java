package obol.host;

/** The exit statuses of {@code ./obol}'s own. */
final class Status {
    private Status() {}

    static final int GOOD = 0;
    /** What was asked for failed: a test, a class refused, an error in the input. */
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** {@code ./obol} could not do it: a tool is missing or died. */
    static final int UNABLE = 125;
}
