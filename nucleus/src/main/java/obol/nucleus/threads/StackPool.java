package obol.nucleus.threads;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;

/**
 * The core's places for stacks, all of one size, each with a guard page at its low end; memory comes when it is touched. How much:
 * {@link Stacks}.
 */
@NoAllocation
public final class StackPool {
    /** Bytes of address space of one stack, as HotSpot's default. */
    private static final long STACK_SIZE = 1L << 20;
    private static final long GUARD_SIZE = 4096;

    /** Stacks that there can be, of all cores. */
    public static final int MOST = (int) ((MemoryMap.STACKS_END - MemoryMap.STACKS) / STACK_SIZE);

    private StackPool() {}

    /** Gives the thread structure a stack; false if there is none left. {@code core} is the {@link NucleusLayout}. */
    public static boolean take(long core, long thread) {
        long low = getLong(core + NucleusLayout.FREE_STACKS);
        if (low != 0) {
            putLong(core + NucleusLayout.FREE_STACKS, getLong(low + STACK_SIZE - 8));
        } else {
            low = getLong(core + NucleusLayout.STACK_TOP);
            if (low + STACK_SIZE > getLong(core + NucleusLayout.STACKS_END)) {
                return false;
            }
            putLong(core + NucleusLayout.STACK_TOP, low + STACK_SIZE);
            Machine.guardMemory(low, GUARD_SIZE);
        }
        putLong(thread + ThreadLayout.STACK_LOW, low + GUARD_SIZE);
        putLong(thread + ThreadLayout.STACK_HIGH, low + STACK_SIZE);
        Stacks.begin(thread);
        long start = low + STACK_SIZE - 16;
        putLong(start, Machine.threadEntry());
        putLong(thread + ThreadLayout.SAVED_SP, start);
        return true;
    }

    /** Notes that the running thread's structure and stack are free once another thread runs. */
    static void abandon(long thread) {
        putLong(Nucleus.cpu() + CpuLayout.ENDED_THREAD, thread);
    }

    /** Frees what the thread that ran before has abandoned. Called after each switch. */
    public static void reclaim() {
        long cpu = Nucleus.cpu();
        long thread = getLong(cpu + CpuLayout.ENDED_THREAD);
        if (thread == 0) {
            return;
        }
        putLong(cpu + CpuLayout.ENDED_THREAD, 0);
        give(thread);
    }

    /** How many stacks there are, given out or free. */
    public static long count() {
        long core = Nucleus.core();
        return (getLong(core + NucleusLayout.STACK_TOP) - getLong(core + NucleusLayout.STACKS_FIRST)) / STACK_SIZE;
    }

    /** How many of them are free. */
    public static long free() {
        long count = 0;
        for (long low = getLong(Nucleus.core() + NucleusLayout.FREE_STACKS); low != 0; low = getLong(low + STACK_SIZE - 8)) {
            count++;
        }
        return count;
    }

    /** Gives back the structure and the stack of a thread that does not run and is in no list. */
    static void give(long thread) {
        Stacks.end(thread);
        long core = Nucleus.core();
        long high = getLong(thread + ThreadLayout.STACK_HIGH);
        putLong(high - 8, getLong(core + NucleusLayout.FREE_STACKS));
        putLong(core + NucleusLayout.FREE_STACKS, high - STACK_SIZE);
        RawMemory.give(thread, ThreadLayout.SIZE);
    }
}
