package processes;

import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.abi.ExchangeMemory;

/**
 * A process that wants little: sleeps a millisecond again and again, and gives its parent how late it woke, in microseconds, at worst and on
 * average, at worst by the time that the whole machine has computed meanwhile, and how often it was {@link #LATE} by that: where other work
 * shares the host, that is what counts.
 */
public final class Bystander {
    private static final long CLOCK_GETTIME = 228, PROCESS_CPU_TIME = 2;
    /** Microseconds: five ticks. */
    private static final long LATE = 10_000;

    private Bystander() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        long block = ExchangeMemory.allocate(32);
        long computed = 0;
        long lates = 0;
        long worst = 0;
        long sum = 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rounds; i++) {
            long before = System.nanoTime();
            long computedBefore = processorTime(block);
            Thread.sleep(1);
            long meanwhile = (processorTime(block) - computedBefore) / 1000 - 1000;
            computed = Math.max(computed, meanwhile);
            if (meanwhile > LATE) lates++;
            long late = (System.nanoTime() - before) / 1000 - 1000;
            worst = Math.max(worst, late);
            sum += late;
            // More than its nursery is ever left with: it is collected meanwhile.
            for (int k = 0; k < 100; k++) text.append(i);
            text.setLength(text.length() % 50);
        }
        Memory.putLong(ExchangeMemory.address(block), worst);
        Memory.putLong(ExchangeMemory.address(block) + 8, sum / rounds);
        Memory.putLong(ExchangeMemory.address(block) + 16, computed);
        Memory.putLong(ExchangeMemory.address(block) + 24, lates);
        ExchangeMemory.give(block, 1);
    }

    /** Nanoseconds that all processes together have run; 0 where Linux is not below: only the host would know. */
    private static long processorTime(long block) {
        long at = ExchangeMemory.address(block);
        return Machine.systemCall(CLOCK_GETTIME, PROCESS_CPU_TIME, at, 0, 0, 0, 0) == 0 ? 1_000_000_000 * Memory.getLong(at) + Memory.getLong(at + 8) : 0;
    }
}
