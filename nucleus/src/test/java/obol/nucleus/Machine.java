package obol.nucleus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;

/** Stands before the nucleus's class of this name on a JVM, as {@link Memory} does. */
public final class Machine {
    /** What {@link #callCollector} calls. */
    public static LongConsumer collector;

    /** What {@link #offSwitch} was told. */
    public static String off;
    /** What {@link #addProcessor} was told, in order. */
    public static List<Integer> processors;
    private static boolean[] lines;

    private Machine() {}

    /** A machine with the lines 0 to 23 of one I/O APIC. */
    public static void reset() {
        off = null;
        processors = new ArrayList<>();
        lines = new boolean[64];
        addLines(0, 0);
    }

    public static long registers(long physical) {
        return physical;
    }

    public static void addLines(long physical, int first) {
        Arrays.fill(lines, first, Math.min(first + 24, lines.length), true);
    }

    public static void addProcessor(int number) {
        processors.add(number);
    }

    public static int hasLine(int line) {
        return lines[line] ? 1 : 0;
    }

    public static void offSwitch(long place, int width, int value) {
        off = Long.toHexString(place) + '/' + width + '=' + Integer.toHexString(value);
    }

    public static long monotonicTime() {
        return 0;
    }

    /** Configuration space by ports: what reads an address, and what changes it. */
    public static IntUnaryOperator configuration;
    public static IntBinaryOperator configure;

    public static int configuration(int address) {
        return configuration.applyAsInt(address);
    }

    public static void configure(int address, int value) {
        configure.applyAsInt(address, value);
    }

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
