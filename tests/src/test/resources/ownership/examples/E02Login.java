package ex;

import obol.channels.*;

public class E02Login {
    public record Secret(String text) {}
    public record Page(int number, String text) {}
    public interface Login extends Contract {
        Outcome login(String user, Secret secret);
        sealed interface Outcome permits Granted, Refused, Locked {}
        record Granted(Session next) implements Outcome {}
        record Refused(String why, Login next) implements Outcome {}
        record Locked(java.time.Duration howLong) implements Outcome {}          // no next state: the end
    }
    public interface Session extends Contract { int unread(); Page read(int number); Login logout(); }

    static final class Server implements Login {
        private int failures;
        public Outcome login(String user, Secret s) {
            if (s.text().equals("sesame")) return new Granted(new Open(this, user));
            if (++failures == 3) return new Locked(java.time.Duration.ofMinutes(1));
            return new Refused("wrong", this);
        }
    }
    static final class Open implements Session {
        private final Server back; private final String user;
        Open(Server back, String user) { this.back = back; this.user = user; }
        public int unread() { return 1; }
        public Page read(int n) { return new Page(n, "hello " + user); }
        public Login logout() { return back; }
    }
    static void client() {
        try (Login start = Services.connect(Login.class, "login")) {
            Login login = start;
            while (true) {
                Login.Outcome o = login.login("ann", new Secret("sesame"));
                if (o instanceof Login.Granted g) {
                    try (Session s = g.next()) { System.out.println(s.read(s.unread())); s.logout().close(); }
                    return;
                } else if (o instanceof Login.Refused r) { System.out.println(r.why()); login = r.next(); }
                else return;
            }
        }
    }
}
