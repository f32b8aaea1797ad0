package processes;

import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.abi.ExchangeMemory;

/**
 * How late a thread wakes that sleeps a millisecond again and again: in microseconds, at worst and on average, at worst by the time that the
 * whole machine has computed meanwhile, and how often it was {@link #LATE} by that: where other work shares the host, that is what counts.
 * Where no Linux is below, it is the time; only the host would know how much of that was the machine's.
 */
record Lateness(long rounds, long worst, long average, long computed, long lates) {
    /** Of its form in memory. */
    static final int BYTES = 5 * Long.BYTES;
    private static final long CLOCK_GETTIME = 228, PROCESS_CPU_TIME = 2;
    /** Microseconds: five ticks. */
    private static final long LATE = 10_000;

    static Lateness measure(int rounds) throws InterruptedException {
        long block = ExchangeMemory.allocate(2 * Long.BYTES);
        long worst = 0;
        long sum = 0;
        long computed = 0;
        long lates = 0;
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
        ExchangeMemory.free(block);
        return new Lateness(rounds, worst, sum / rounds, computed, lates);
    }

    /** Whether it was late by much in one round of twenty at most: a host that stands still for a moment takes processor time with it. */
    boolean isLittle() {
        return lates <= rounds / 20;
    }

    void store(long at) {
        Memory.putLong(at, rounds);
        Memory.putLong(at + 8, worst);
        Memory.putLong(at + 16, average);
        Memory.putLong(at + 24, computed);
        Memory.putLong(at + 32, lates);
    }

    static Lateness load(long at) {
        return new Lateness(Memory.getLong(at), Memory.getLong(at + 8), Memory.getLong(at + 16), Memory.getLong(at + 24), Memory.getLong(at + 32));
    }

    @Override
    public String toString() {
        return "late by " + worst + " us at worst, " + average + " us on average, " + computed + " us of processor time at worst, " + lates + " times by much";
    }

    /** Nanoseconds that all processes together have run. */
    private static long processorTime(long block) {
        long at = ExchangeMemory.address(block);
        boolean isKnown = Machine.systemCall(CLOCK_GETTIME, PROCESS_CPU_TIME, at, 0, 0, 0, 0) == 0;
        return isKnown ? 1_000_000_000 * Memory.getLong(at) + Memory.getLong(at + 8) : System.nanoTime();
    }
}
