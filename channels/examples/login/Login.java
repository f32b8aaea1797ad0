package login;

import obol.channels.Contract;

/** Whoever knows the password gets a session; who does not may try again, twice. */
public interface Login extends Contract {
    Outcome login(String user, Secret secret);

    /** How a login goes on. */
    sealed interface Outcome permits Granted, Refused, Locked {
    }

    /** The channel is a session now. */
    record Granted(Session next) implements Outcome {
    }

    /** The channel is still at the login. */
    record Refused(String why, Login next) implements Outcome {
    }

    /** Too many attempts: the channel has ended. */
    record Locked() implements Outcome {
    }

    /** A password, in a record so that it is not mistaken for the user's name. */
    record Secret(String text) {
    }
}
