package channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import obol.channels.Services;

/** A book of three entries. */
public final class GuestBookService implements GuestBook {
    private final List<Entry> entries = new ArrayList<>();

    public static void main(String[] arguments) {
        Services.serve(GuestBook.class, "guestbook", new GuestBookService());
    }

    @Override
    public int sign(Entry entry) throws Full {
        if (entries.size() == 3) throw new Full("no page left for " + entry.who());
        entries.add(entry);
        return entries.size();
    }

    @Override
    public List<Entry> entries(Optional<String> by) {
        return entries.stream().filter(e -> by.isEmpty() || by.get().equals(e.who())).toList();
    }

    @Override
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(e -> counts.merge(e.who(), 1, Integer::sum));
        return counts;
    }
}
