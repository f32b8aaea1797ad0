package obol.nucleus;

import java.util.function.LongConsumer;

/** Stands before the nucleus's class of this name on a JVM, as {@link Memory} does. */
public final class Machine {
    /** What {@link #callCollector} calls. */
    public static LongConsumer collector;

    private Machine() {}

    public static void callCollector(long request) {
        collector.accept(request);
    }

    public static void copyMemory(long from, long to, long size) {
        Memory.write(to, Memory.read(from, (int) size));
    }

    public static void fillMemory(long address, long size, long value) {
        Memory.fill(address, size, (byte) value);
    }

    public static void discardMemory(long address, long size) {
        fillMemory(address, size, 0);
    }

    public static void exit(int status) {
        throw new AssertionError("exit " + status);
    }
}
