package obol.host.guest;

/** The session ended without a status of the guest's. The message is one line for the user. */
public final class SessionFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean guestIsGone;

    SessionFailure(String message) {
        this(message, false);
    }

    SessionFailure(String message, boolean guestIsGone) {
        super(message);
        this.guestIsGone = guestIsGone;
    }

    /** Whether the carrier's other side went away without a word. */
    public boolean guestIsGone() {
        return guestIsGone;
    }
}
