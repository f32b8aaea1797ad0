package @name@;

import obol.channels.Provides;

/** One object serves all clients, one call at a time. */
@Provides("@name@")
public final class @Name@Service implements @Name@ {
    private static final long MOST = 1000;

    private long greeted;
    private String word = "Hello";

    @Override
    public String greet(String who) throws TooMany {
        if (greeted == MOST) {
            throw new TooMany(MOST + " are enough");
        }
        greeted++;
        return word + ", " + who + "!";
    }

    @Override
    public long greeted() {
        return greeted;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public void setWord(String other) {
        word = other;
    }
}
