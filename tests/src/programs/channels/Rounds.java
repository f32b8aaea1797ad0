package channels;

import obol.channels.Services;
import obol.channels.Source;
import obol.nucleus.Memory;

/** Cycles of one call with an int, there and back, and of one int through a stream: the least of several rounds. */
public final class Rounds {
    private static final int ROUNDS = 200;
    private static final int WINDOW = 100;

    private Rounds() {}

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long begin = Memory.cycles();
                for (int i = 0; i < count; i++) counter.add(1);
                least = Math.min(least, (Memory.cycles() - begin) / count);
            }
            System.out.println("call " + least);
        }
        try (Feed feed = Services.connect(Feed.class, "feed")) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                try (Source<Integer> numbers = feed.numbers(count, WINDOW)) {
                    long begin = Memory.cycles();
                    while (numbers.next() != null) continue;
                    least = Math.min(least, (Memory.cycles() - begin) / count);
                }
            }
            System.out.println("stream " + least);
        }
    }
}
