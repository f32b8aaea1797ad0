package siege;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;

/** Counts; and does what an attacker asks for. */
public interface Tally extends Contract {
    /** The sum so far, this one among it. */
    long add(int n);

    /** Takes so many milliseconds. */
    void dawdle(int millis);

    /** Throws what nobody has declared. */
    void fail(String how);

    int length(List<String> texts);

    int depth(Nested nested);

    /** A channel more. */
    @Opens Tally another();

    /** As deep as one likes. */
    record Nested(List<Nested> inner) {
    }
}
