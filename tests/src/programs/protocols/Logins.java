package protocols;

import java.time.Duration;
import obol.channels.Contract;
import obol.channels.Services;

/** A choice says how the conversation goes on, or that it ends. */
public final class Logins {
    private Logins() {}

    public record Secret(String text) {}

    public record Page(int number, String text) {}

    public interface Login extends Contract {
        Outcome login(String user, Secret secret);

        sealed interface Outcome permits Granted, Refused, Locked {}

        record Granted(Session next) implements Outcome {}

        record Refused(String why, Login next) implements Outcome {}

        /** No next state: the end. */
        record Locked(Duration howLong) implements Outcome {}
    }

    public interface Session extends Contract {
        int unread();

        Page read(int number);

        Login logout();
    }

    static final class Server implements Login {
        private int failures;

        @Override
        public Outcome login(String user, Secret s) {
            if (s.text().equals("sesame")) return new Granted(new Open(this, user));
            if (++failures == 3) return new Locked(Duration.ofMinutes(1));
            return new Refused("wrong", this);
        }
    }

    private static final class Open implements Session {
        private final Server back;
        private final String user;

        Open(Server back, String user) {
            this.back = back;
            this.user = user;
        }

        @Override
        public int unread() {
            return 1;
        }

        @Override
        public Page read(int n) {
            return new Page(n, "hello " + user);
        }

        @Override
        public Login logout() {
            return back;
        }
    }

    static void client() {
        visit("sesame");
        visit("guess");
    }

    private static void visit(String secret) {
        try (Login start = Services.connect(Login.class, "accounts")) {
            Login login = start;
            while (true) {
                Login.Outcome o = login.login("ann", new Secret(secret));
                if (o instanceof Login.Granted g) {
                    try (Session s = g.next()) {
                        System.out.println("login " + s.read(s.unread()));
                        s.logout().close();
                    }
                    return;
                } else if (o instanceof Login.Refused r) {
                    System.out.println("login " + r.why());
                    login = r.next();
                } else {
                    System.out.println("login " + o);
                    return;
                }
            }
        }
    }
}
