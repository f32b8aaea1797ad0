package guestbook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import obol.channels.Contract;

/** Who was here. */
public interface Guestbook extends Contract {
    /** Signs the book; the number of the entry, from 1. */
    int sign(Entry entry) throws Refused;

    /** The newest entries, at most so many, newest first. */
    List<Entry> newest(int most);

    /** The entry of this number, if there is one. */
    Optional<Entry> entry(int number);

    /** An entry. */
    record Entry(String name, String text, Mood mood, Optional<Instant> when) {
    }

    enum Mood { HAPPY, SOBER }

    /** An entry without a name, or too long. */
    class Refused extends Exception {
        public Refused(String message) {
            super(message);
        }
    }
}
