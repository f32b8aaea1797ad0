package obol.nucleus.core;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;

import obol.layout.CpuLayout;
import obol.layout.ExchangeLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;

/**
 * The cores of the machine, by their numbers from 0, and how one is made to look at what others have sent.
 *
 * <p>No wake-up is lost (Dekker's argument): a core that is about to sleep sets {@link CpuLayout#SLEEPS}, then polls once more; a sender
 * stores its message, then looks at that word. Both touch the word by a locked instruction, which no load or store passes on x86: so either
 * the sender sees it set, or the sleeper's poll sees the message. Who takes it away, and only that one, wakes the core by means of the
 * port; and the port sleeps only while it is set, looking where its own wake-up cannot come in between ({@link Machine#idle}).
 */
@NoAllocation
public final class Cores {
    public static final int MOST = CpuLayout.MOST;

    private Cores() {}

    /** The running core's number. */
    public static int number() {
        return getInt(Nucleus.cpu() + CpuLayout.NUMBER);
    }

    public static int count() {
        return getInt(Nucleus.cpu() + CpuLayout.COUNT);
    }

    /** The {@link CpuLayout} of a core. */
    public static long cpu(int core) {
        return nucleus(core) + NucleusLayout.CPU;
    }

    /** The {@link NucleusLayout} of a core. */
    public static long nucleus(int core) {
        return rawStart(core, shift());
    }

    /** Where a core's part of raw memory begins, when there are 2^shift parts. */
    static long rawStart(int core, int shift) {
        return MemoryMap.NUCLEUS + core * (MemoryMap.NUCLEUS_END - MemoryMap.NUCLEUS >>> shift);
    }

    /** Processes of a core that have not ended; of another core, as of a moment ago. */
    public static int load(int core) {
        return getInt(cpu(core) + CpuLayout.LOAD);
    }

    /** The core whose raw memory an address is in. */
    public static int ofRaw(long address) {
        return (int) ((address - MemoryMap.NUCLEUS) / (MemoryMap.NUCLEUS_END - MemoryMap.NUCLEUS >>> shift()));
    }

    /** The core to whose part of exchange memory a page belongs, by the page's number. */
    public static int ofExchangePage(int page) {
        return page / (ExchangeLayout.PAGE_COUNT >>> shift());
    }

    private static int shift() {
        return getInt(Nucleus.cpu() + CpuLayout.PARTS_SHIFT);
    }

    /** Sees to what other cores have sent to the running one. */
    public static void poll(long cpu) {
        if (getInt(cpu + CpuLayout.COUNT) != 1) {
            Far.poll(cpu);
        }
    }

    /** The running core is about to wait until something happens; it must {@link #poll} next. */
    public static void beginSleep(long cpu) {
        Memory.compareAndSetInt(cpu + CpuLayout.SLEEPS, 0, 1);
    }

    /** The running core waits no more. */
    public static void endSleep(long cpu) {
        putInt(cpu + CpuLayout.SLEEPS, 0);
    }

    /**
     * After something has been sent to a core: if it sleeps it polls at once, else as soon as it has nothing else to do, and at its next
     * tick or switch at the latest.
     */
    public static void wake(int core) {
        rouse(cpu(core));
    }

    /** As {@link #wake}, but a thread that runs there is interrupted, as by a tick: the core polls at the thread's next poll. */
    public static void interrupt(int core) {
        long cpu = cpu(core);
        if (!rouse(cpu)) {
            Machine.interrupt(cpu);
        }
    }

    private static boolean rouse(long cpu) {
        boolean sleeps = Memory.compareAndSetInt(cpu + CpuLayout.SLEEPS, 1, 0);
        if (sleeps) {
            Machine.wake(cpu);
        }
        return sleeps;
    }

    /**
     * The least number of a descriptor of Linux that may be a program's: below are the standard streams and those by which cores are woken.
     * Descriptors are given out from the lowest free one on.
     */
    public static int firstDescriptor() {
        int first = 3;
        for (int i = 0; i < count(); i++) {
            long signal = getLong(cpu(i) + CpuLayout.WAKE_SIGNAL);
            first = signal == 0 ? first : Math.max(first, (int) signal + 1);
        }
        return first;
    }
}
