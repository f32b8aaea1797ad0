package obol.nucleus;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.CpuLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.stack.PanicTrace;

/** From the running thread to its process, its processor, and what that core has. Addresses of raw structures. */
@NoAllocation
public final class Nucleus {
    /** The status of a machine that could not do what it was started for. */
    public static final int CANNOT = 125;

    private Nucleus() {}

    /** {@link obol.layout.SipLayout}. */
    public static long sip() {
        return getLong(Memory.thread() + ThreadLayout.SIP);
    }

    /** {@link CpuLayout} of the running core. */
    public static long cpu() {
        return getLong(Memory.thread() + ThreadLayout.CPU);
    }

    /** {@link NucleusLayout} of the running core. */
    public static long core() {
        return getLong(cpu() + CpuLayout.NUCLEUS);
    }

    /** Ends the machine because an invariant of the nucleus does not hold; the message and the calls on the stack go to standard error. */
    public static void panic(String message) {
        beginPanic();
        Console.error(message);
        Console.error("\n");
        PanicTrace.print(0, Memory.stackPointer());
        Machine.exit(134);
    }

    /**
     * The running core is about to say why the machine ends. If another one is doing so already, this does not return; the first process's
     * status, or another core's, may still be quicker.
     */
    public static void claimPanic() {
        if (cpu() == 0) {
            return; // there is no other core yet
        }
        long owner = MemoryMap.NUCLEUS + NucleusLayout.PANIC;
        int self = 1 + getInt(cpu() + CpuLayout.NUMBER);
        while (getInt(owner) != self && !Memory.compareAndSetInt(owner, 0, self)) {
            Memory.pause();
        }
    }

    private static void beginPanic() {
        claimPanic();
        Console.error("obol: panic");
        if (cpu() != 0 && getInt(cpu() + CpuLayout.COUNT) > 1) {
            Console.error(" on core ");
            Console.errorDecimal(getInt(cpu() + CpuLayout.NUMBER));
        }
        Console.error(": ");
    }

    /** As {@link #panic(String)}, with a number in hexadecimal. */
    public static void panic(String message, long number) {
        beginPanic();
        Console.error(message);
        Console.error(" ");
        Console.errorHex(number);
        Console.error("\n");
        PanicTrace.print(0, Memory.stackPointer());
        Machine.exit(134);
    }
}
