package login;

import java.util.List;
import obol.channels.Program;
import obol.channels.Services;

/** The server: an object for each state. */
@Program("logind")
public final class LoginService implements Login {
    private static final int ATTEMPTS = 3;

    private int failures;

    @Override
    public Outcome login(String user, Secret secret) {
        if (secret.text().equals("sesame")) {
            failures = 0;
            return new Granted(new Mailbox(user));
        }
        if (++failures == ATTEMPTS) {
            return new Locked();
        }
        return new Refused("wrong password", this);
    }

    private final class Mailbox implements Session {
        private final List<String> mail;
        private int read;

        Mailbox(String user) {
            mail = List.of("Welcome, " + user, "The ferry leaves at dusk");
        }

        @Override
        public int unread() {
            return mail.size() - read;
        }

        @Override
        public Page read(int number) {
            read = Math.max(read, number);
            return new Page(number, mail.get(number - 1));
        }

        @Override
        public Login logout() {
            return LoginService.this;
        }
    }

    /** Each client has attempts of its own, so each gets an object of its own. */
    public static void main(String[] arguments) {
        Services.serveEach(Login.class, "login", LoginService::new);
    }
}
