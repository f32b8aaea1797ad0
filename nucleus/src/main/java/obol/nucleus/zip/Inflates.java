package obol.nucleus.zip;

import java.util.ArrayList;
import java.util.List;

/** Streams under the numbers that java.util.zip.Inflater has for native memory; numbers from 1, those given back are used again. */
public final class Inflates {
    private static final List<Inflate> STREAMS = new ArrayList<>();

    private Inflates() {}

    public static synchronized long open(boolean raw) {
        int free = STREAMS.indexOf(null);
        if (free < 0) {
            free = STREAMS.size();
            STREAMS.add(null);
        }
        STREAMS.set(free, new Inflate(raw));
        return free + 1;
    }

    public static synchronized Inflate get(long number) {
        return STREAMS.get((int) number - 1);
    }

    public static synchronized void close(long number) {
        STREAMS.set((int) number - 1, null);
    }
}
