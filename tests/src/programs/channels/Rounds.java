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
        long[] rounds = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = Memory.cycles();
            all.run();
            rounds[round] = (Memory.cycles() - begin) / calls;
        }
        java.util.Arrays.sort(rounds);
        System.out.println(name + " " + rounds[ROUNDS / 2]);
    }
}
