package channels;

import obol.channels.Services;

/** An object for each client: the third wrong word locks it out. */
public final class LoginService implements Login {
    private int failures;

    public static void main(String[] arguments) {
        Services.serveEach(Login.class, "login", LoginService::new);
    }

    @Override
    public Outcome login(String user, Secret secret) {
        if (secret.text().equals("sesame")) return new Granted(new Open(user));
        return ++failures == 3 ? new Locked(7) : new Refused("wrong " + failures, this);
    }

    private final class Open implements Session {
        private final String user;

        Open(String user) {
            this.user = user;
        }

        @Override
        public Page read(int number) {
            return new Page(number, "page for " + user);
        }

        @Override
        public Login logout() {
            return LoginService.this;
        }
    }
}
