package obol.nucleus.threads;

import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;

/**
 * Waiting for what happens outside: on Linux for a descriptor to be ready, on the PC for a line to interrupt. Both are a
 * {@code struct pollfd} of Linux: u32 line, u16 the events wanted, u16 those that have happened, which the port fills in.
 *
 * <p>A waiting thread has its record in its own structure and stands in a queue of the processor, so a kill or a deadline takes it
 * out as from any other queue. The port is asked when nothing else runs, which is then how the processor waits, and at ticks.
 */
public final class Signals {
    /** Something can be read; room to write. Numbers of Linux; a line of the PC has {@link #READABLE} alone. */
    public static final int READABLE = 1, WRITABLE = 4;

    /** Results of {@link #await} that are no events. */
    public static final int TIMEOUT = 0, INTERRUPTED = -1;

    private static final int WANTED_SHIFT = 32;
    private static final int HAPPENED = 6;
    private static final int RECORD = 8;

    private Signals() {}

    /**
     * Waits for one of these events on a line, or until the monotonic clock reaches the deadline (Long.MAX_VALUE: never), or for an
     * interrupt if {@code interruptible}. Gives the events that have happened, among them those that nobody asks for: the other side
     * is gone (16), an error (8), no such descriptor (32).
     */
    @NoAllocation
    public static int await(int line, int events, long deadline, boolean interruptible) {
        long thread = Memory.thread();
        long record = thread + ThreadRuntime.SIGNAL;
        putLong(record, line & 0xFFFF_FFFFL | (long) events << WANTED_SHIFT);
        if (Machine.poll(record, 1) > 0) {
            return getChar(record + HAPPENED);
        }
        if (interruptible) {
            putInt(thread + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
        }
        Scheduler.prepareWait(Nucleus.cpu() + CpuLayout.SIGNAL_WAITERS, deadline);
        int why = Scheduler.suspend();
        putInt(thread + ThreadRuntime.WAITING, 0);
        return why == ThreadRuntime.WAKE_DONE ? getChar(record + HAPPENED) : why == ThreadRuntime.WAKE_TIMEOUT ? TIMEOUT : INTERRUPTED;
    }

    /** Wakes the threads for which something has happened. */
    @NoAllocation
    static void poll(long cpu) {
        int count = gather(cpu);
        if (count != 0 && Machine.poll(cpu + CpuLayout.SIGNALS, count) > 0) {
            deliver(cpu, count);
        }
    }

    /** Nothing runs until something happens, or the monotonic clock reaches the deadline; may end early. */
    @NoAllocation
    static void idle(long cpu, long deadline) {
        int count = gather(cpu);
        Machine.idle(deadline, cpu + CpuLayout.SIGNALS, count);
        deliver(cpu, count);
    }

    /** Copies what is waited for into one table; if it is too short, later ones have their turn when earlier ones have gone. */
    @NoAllocation
    private static int gather(long cpu) {
        int count = 0;
        long thread = getLong(cpu + CpuLayout.SIGNAL_WAITERS);
        while (thread != 0 && count < CpuLayout.SIGNALS_MOST) {
            putLong(cpu + CpuLayout.SIGNALS + (long) RECORD * count, getLong(thread + ThreadRuntime.SIGNAL));
            count++;
            thread = getLong(thread + ThreadLayout.NEXT);
        }
        return count;
    }

    @NoAllocation
    private static void deliver(long cpu, int count) {
        long thread = getLong(cpu + CpuLayout.SIGNAL_WAITERS);
        for (int i = 0; i < count; i++) {
            long next = getLong(thread + ThreadLayout.NEXT);
            long record = getLong(cpu + CpuLayout.SIGNALS + (long) RECORD * i);
            if (record >>> 8 * HAPPENED != 0) {
                putLong(thread + ThreadRuntime.SIGNAL, record);
                Scheduler.wake(thread, ThreadRuntime.WAKE_DONE);
            }
            thread = next;
        }
    }
}
