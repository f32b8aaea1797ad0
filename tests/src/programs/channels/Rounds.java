package channels;

import java.util.function.IntConsumer;
import obol.channels.Block;
import obol.channels.Services;
import obol.channels.Source;
import obol.nucleus.Memory;

/** Cycles of one call, there and back, by what it carries, and of one int through a stream: the median of many rounds, a line {@code NAME CYCLES} each. */
public final class Rounds {
    private static final int ROUNDS = 201;
    private static final int WINDOW = 100;
    private static final int[] SIZES = {4, 4096, 65536, 1 << 20};

    private Rounds() {}

    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[0]);
        if (arguments.length > 1) {
            betweenCores(calls);
            return;
        }
        try (Counter counter = Services.connect(Counter.class, "counter"); Gauge gauge = Services.connect(Gauge.class, "gauge")) {
            measure("call", calls, i -> counter.add(1));
            measure("call.record", calls, i -> gauge.sum(new Gauge.Five(i, i, "five", true, 0.5)));
            for (int size : SIZES) {
                measure("call.block." + size, calls, () -> {
                    Block block = block(size);
                    for (int i = 0; i < calls; i++) block = gauge.first(block);
                    block.close();
                });
            }
            measure("block", calls, i -> block(4).close());
        }
        try (Feed feed = Services.connect(Feed.class, "feed")) {
            measure("stream", calls, () -> {
                try (Source<Integer> numbers = feed.numbers(calls, WINDOW)) {
                    while (numbers.next() != null) continue;
                }
            });
        }
    }

    /**
     * Client and server on two cores. Unless the machine has both processors free the cores do not run at the same time, so beside the median there
     * is the lowest tenth.
     */
    private static void betweenCores(int calls) {
        try (Counter counter = Services.connect(Counter.class, "counter")) {
            betweenCores("call.cores", calls, false, () -> {
                for (int i = 0; i < calls; i++) counter.add(1);
            });
            betweenCores("wake.cores", 1, true, () -> counter.add(1));
        }
    }

    private static Block block(int size) {
        Block block = Block.allocate(size);
        block.put(0, (byte) 1);
        return block;
    }

    private static void measure(String name, int calls, IntConsumer call) {
        measure(name, calls, () -> {
            for (int i = 0; i < calls; i++) call.accept(i);
        });
    }

    private static void measure(String name, int calls, Runnable all) {
        System.out.println(name + " " + cycles(calls, all, false)[ROUNDS / 2]);
    }

    private static void betweenCores(String name, int calls, boolean asleep, Runnable all) {
        long[] cycles = cycles(calls, all, asleep);
        System.out.println(name + " " + cycles[ROUNDS / 2]);
        System.out.println(name + ".tenth " + cycles[ROUNDS / 10]);
    }

    /** Of each round for one call, sorted. {@code asleep}: all cores have gone to sleep before it. */
    private static long[] cycles(int calls, Runnable all, boolean asleep) {
        long[] rounds = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            if (asleep) sleep();
            long begin = Memory.cycles();
            all.run();
            rounds[round] = (Memory.cycles() - begin) / calls;
        }
        java.util.Arrays.sort(rounds);
        return rounds;
    }

    private static void sleep() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException none) {
            throw new IllegalStateException(none);
        }
    }
}
