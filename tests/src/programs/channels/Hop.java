package channels;

import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Services;

/** A place that asks other places, and sends its visitors on to them. */
public interface Hop extends Contract {
    /** Calls the first of these places with the rest of them; the words of a circle if it finds one. */
    String hop(String places);

    /** The conversation goes on at that place. */
    Hop go(String place);

    Sent ask(String place);

    @Opens Hop other(String place);

    default String nickname() {
        return "none";
    }

    record Sent(String words, Hop next) {
    }

    /** An endpoint of a place. */
    static Hop at(String place) {
        return Services.connect(Hop.class, place);
    }
}
