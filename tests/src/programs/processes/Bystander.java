package processes;

import obol.nucleus.abi.ExchangeMemory;

/** A process that wants little: how late it wakes, so many times, it gives the first process in a block of {@link Lateness#BYTES}. */
public final class Bystander {
    private Bystander() {}

    public static void main(String[] arguments) throws Exception {
        Lateness measured = Lateness.measure(Integer.parseInt(arguments[0]));
        long block = ExchangeMemory.allocate(Lateness.BYTES);
        measured.store(ExchangeMemory.address(block));
        ExchangeMemory.give(block, 1);
    }
}
