package obol.host.tools;

/** A command cannot go on. The message is one line for the user, without {@code obol: } in front. */
public final class CommandFailure extends RuntimeException {
    public final int status;

    CommandFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    public static CommandFailure usage(String message) {
        return new CommandFailure(Status.USAGE, message);
    }

    public static CommandFailure failed(String message) {
        return new CommandFailure(Status.FAILED, message);
    }

    public static CommandFailure unable(String message) {
        return new CommandFailure(Status.UNABLE, message);
    }
}
