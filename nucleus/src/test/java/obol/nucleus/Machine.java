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
        byte[] bytes = new byte[(int) size];
        for (int i = 0; i < size; i++) {
            bytes[i] = Memory.getByte(from + i);
        }
        for (int i = 0; i < size; i++) {
            Memory.putByte(to + i, bytes[i]);
        }
    }

    public static void fillMemory(long address, long size, long value) {
        for (long i = 0; i < size; i++) {
            Memory.putByte(address + i, (byte) value);
        }
    }

    public static void discardMemory(long address, long size) {
        fillMemory(address, size, 0);
    }

    public static void exit(int status) {
        throw new AssertionError("exit " + status);
    }
}
