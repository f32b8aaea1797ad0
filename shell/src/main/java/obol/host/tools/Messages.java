package obol.host.tools;

/** What {@code ./obol} itself has to say: progress and errors, a line each on standard error. */
public final class Messages {
    private Messages() {}

    public static void say(String message) {
        System.err.println("obol: " + message.replace('\n', ' '));
    }
}
