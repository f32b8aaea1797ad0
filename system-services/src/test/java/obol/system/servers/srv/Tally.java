package obol.system.servers.srv;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;

/** A service for the tests of {@code /srv}. */
public interface Tally extends Contract {
    long add(long n) throws Overflow;

    long value();

    void reset();

    String label(String name, List<Integer> marks);

    /** Comes back when the test says so. */
    long slow();

    /** Ends the service's process. */
    long crash();

    Closed freeze(String reason);

    @Opens Tally another();

    record Closed(Tally next) {
    }

    /** The sum would be too large. */
    class Overflow extends Exception {
        public Overflow(String message) {
            super(message);
        }
    }
}
