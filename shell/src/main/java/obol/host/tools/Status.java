package obol.host.tools;

/** The exit statuses of {@code ./obol}'s own. */
public final class Status {
    private Status() {}

    public static final int GOOD = 0;
    /** What was asked for failed: a test, a class refused, an error in the input. */
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** {@code ./obol} could not do it: a tool is missing or died. */
    public static final int UNABLE = 125;
}
