package channels;

import obol.channels.Contract;

/** Moves by outcome. */
public interface Login extends Contract {
    Outcome login(String user, Secret secret);

    sealed interface Outcome permits Granted, Refused, Locked {}

    record Granted(Session next) implements Outcome {}

    record Refused(String why, Login next) implements Outcome {}

    record Locked(int minutes) implements Outcome {}

    record Secret(String text) {}

    record Page(int number, String text) {}

    interface Session extends Contract {
        Page read(int number);

        Login logout();
    }
}
