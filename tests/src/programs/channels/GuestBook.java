package channels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import obol.channels.Contract;

/** Records, collections, a checked exception. */
public interface GuestBook extends Contract {
    int sign(Entry entry) throws Full;

    List<Entry> entries(Optional<String> by);

    Map<String, Integer> counts();

    record Entry(String who, String words, Mood mood, long[] numbers) {}

    enum Mood { GLAD, SAD }

    class Full extends Exception {
        private static final long serialVersionUID = 1;

        public Full(String message) {
            super(message);
        }
    }
}
