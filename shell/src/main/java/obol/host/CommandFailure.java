package obol.host;

/** A command cannot go on. The message is one line for the user, without {@code obol: } in front. */
final class CommandFailure extends RuntimeException {
    final int status;

    CommandFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(Status.USAGE, message);
    }

    static CommandFailure failed(String message) {
        return new CommandFailure(Status.FAILED, message);
    }

    static CommandFailure unable(String message) {
        return new CommandFailure(Status.UNABLE, message);
    }
}
