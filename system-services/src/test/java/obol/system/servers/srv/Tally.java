package obol.system.servers.srv;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Sink;
import obol.channels.Source;

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

    /** The numbers below. */
    Source<Long> below(long end);

    /** Says a line, and breaks. */
    Source<String> broken();

    /** Nothing ever comes, nor ends. */
    Source<String> silence();

    /** Whether somebody listens to {@link #silence}. */
    boolean heard();

    void into(Sink<String> lines);

    record Closed(Tally next) {
    }

    /** The sum would be too large. */
    class Overflow extends Exception {
        public Overflow(String message) {
            super(message);
        }
    }
}
