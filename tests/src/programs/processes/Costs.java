package processes;

import java.util.Arrays;
import obol.nucleus.Memory;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;
import obol.nucleus.abi.Messages;
import obol.nucleus.abi.Processes;

/** Cycles of what processes are made of: the median of many rounds, a line {@code NAME CYCLES} each. */
public final class Costs {
    private static final int ROUNDS = 201;
    private static final long QUOTA = 8 << 20;

    private static volatile boolean over;

    private Costs() {}

    public static void main(String[] arguments) throws Exception {
        measure("abi", 1000, () -> {
            for (int i = 0; i < 1000; i++) Processes.self();
        });
        Thread other = new Thread(() -> {
            while (!over) Thread.yield();
        });
        other.start();
        measure("switch", 2000, () -> {
            for (int i = 0; i < 1000; i++) Thread.yield();
        });
        over = true;
        other.join();
        long port = Messages.port(true, new byte[0]);
        long connector = Links.connector(port, 0, 0);
        measure("channel", 100, () -> {
            for (int i = 0; i < 100; i++) Links.close(Links.connect(connector, 0, 0));
        });
        Child spinner = Child.start("bomb", QUOTA, "spin", "1");
        Child sleeper = Child.start("bystander", QUOTA, "500");
        while (!sleeper.hasEnded()) sleeper.await(1_000_000_000);
        long latency = 0;
        for (long block = ExchangeMemory.next(0); block != 0; block = ExchangeMemory.next(block)) {
            latency = Math.max(latency, Lateness.load(ExchangeMemory.address(block)).computed());
        }
        System.out.println("wake.worst " + latency);
        spinner.kill();
    }

    private interface Round {
        void run() throws Exception;
    }

    private static void measure(String name, int operations, Round round) throws Exception {
        long[] times = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = Memory.cycles();
            round.run();
            times[i] = Memory.cycles() - begin;
        }
        say(name, times, operations);
    }

    private static void say(String name, long[] times, int operations) {
        Arrays.sort(times);
        System.out.println(name + " " + times[times.length / 2] / operations);
    }
}
