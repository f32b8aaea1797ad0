package obol.net.core;

/** Why something cannot be done, or has ended before its time. */
public enum Problem {
    REFUSED("connection refused"),
    RESET("connection reset by the other side"),
    TIMED_OUT("the other side does not answer"),
    UNREACHABLE("no way to that address"),
    PROHIBITED("forbidden on the way to that address"),
    IN_USE("address in use"),
    NO_ADDRESS("not an address of this machine"),
    NO_PORTS("no port is free"),
    TOO_LARGE("message too large"),
    ABORTED("connection aborted"),
    NO_ROOM("too many"),
    NO_SUCH_NAME("no such name"),
    NO_SERVER("no name server is known"),
    SERVER_FAILED("the name server could not tell");

    private final String words;

    Problem(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
