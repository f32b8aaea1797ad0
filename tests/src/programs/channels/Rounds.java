package channels;

import obol.channels.Services;
import obol.nucleus.Memory;

/** Cycles of one call with an int, there and back: the least of several rounds. */
public final class Rounds {
    private static final int ROUNDS = 200;

    private Rounds() {}

    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[0]);
        long least = Long.MAX_VALUE;
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            for (int round = 0; round < ROUNDS; round++) {
                long begin = Memory.cycles();
                for (int i = 0; i < calls; i++) counter.add(1);
                least = Math.min(least, (Memory.cycles() - begin) / calls);
            }
        }
        System.out.println("call " + least);
    }
}
