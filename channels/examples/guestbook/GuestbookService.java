package guestbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import obol.channels.Provides;

/** The book, kept in memory. */
@Provides("guestbook")
public final class GuestbookService implements Guestbook {
    private static final int LONGEST = 1000;

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public int sign(Entry entry) throws Refused {
        if (entry.name().isBlank()) {
            throw new Refused("please give your name");
        }
        if (entry.text().length() > LONGEST) {
            throw new Refused("at most " + LONGEST + " characters, not " + entry.text().length());
        }
        entries.add(entry);
        return entries.size();
    }

    @Override
    public List<Entry> newest(int most) {
        List<Entry> newest = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && newest.size() < most; i--) {
            newest.add(entries.get(i));
        }
        return newest;
    }

    @Override
    public Optional<Entry> entry(int number) {
        return number < 1 || number > entries.size() ? Optional.empty() : Optional.of(entries.get(number - 1));
    }
}
