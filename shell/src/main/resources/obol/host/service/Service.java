package @name@;

import obol.channels.Provides;

/** One object serves all clients, one call at a time. */
@Provides("@name@")
public final class @Name@Service implements @Name@ {
    private static final long MOST = 1000;

    private long greeted;

    @Override
    public String greet(String who) throws TooMany {
        if (greeted == MOST) {
            throw new TooMany(MOST + " are enough");
        }
        greeted++;
        return "Hello, " + who + "!";
    }

    @Override
    public long greeted() {
        return greeted;
    }
}
