package login;

import java.util.List;
import obol.channels.Provides;

/**
 * The server. This object serves every client that has not tried yet; what belongs to one conversation lies in the object of its
 * state.
 */
@Provides("login")
public final class LoginService implements Login {
    private static final int ATTEMPTS = 3;

    @Override
    public Outcome login(String user, Secret secret) {
        return attempt(user, secret, 1);
    }

    private Outcome attempt(String user, Secret secret, int number) {
        if (secret.text().equals("sesame")) {
            return new Granted(new Mailbox(user));
        }
        return number == ATTEMPTS ? new Locked() : new Refused("wrong password", new NextAttempt(number + 1));
    }

    private final class NextAttempt implements Login {
        private final int number;

        NextAttempt(int number) {
            this.number = number;
        }

        @Override
        public Outcome login(String user, Secret secret) {
            return attempt(user, secret, number);
        }
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
        public Page read(int number) throws NotThere {
            if (number < 1 || number > mail.size()) {
                throw new NotThere("there are messages 1 to " + mail.size());
            }
            read = Math.max(read, number);
            return new Page(number, mail.get(number - 1));
        }

        @Override
        public Login logout() {
            return LoginService.this;
        }
    }
}
