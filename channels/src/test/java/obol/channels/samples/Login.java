package obol.channels.samples;

import java.time.Duration;
import obol.channels.Contract;

/** Moves by outcome. */
public interface Login extends Contract {
    Outcome login(String user, Secret secret);

    sealed interface Outcome permits Granted, Refused, Locked {
    }

    record Granted(Session next) implements Outcome {
    }

    record Refused(String why, Login next) implements Outcome {
    }

    record Locked(Duration howLong) implements Outcome {
    }

    record Secret(String text) {
    }

    record Page(int number, String text) {
    }

    interface Session extends Contract {
        int unread();

        Page read(int number);

        Login logout();
    }

    final class Service implements Login {
        public int closed;
        public int sessionsClosed;
        private int failures;

        @Override
        public Outcome login(String user, Secret secret) {
            if (secret.text().equals("sesame")) {
                return new Granted(new Open(user));
            }
            if (++failures == 3) {
                return new Locked(Duration.ofMinutes(1));
            }
            return new Refused("wrong", this);
        }

        @Override
        public void close() {
            closed++;
        }

        private final class Open implements Session {
            private final String user;

            Open(String user) {
                this.user = user;
            }

            @Override
            public int unread() {
                return 1;
            }

            @Override
            public Page read(int number) {
                return new Page(number, "hello " + user);
            }

            @Override
            public Login logout() {
                return Service.this;
            }

            @Override
            public void close() {
                sessionsClosed++;
            }
        }
    }
}
