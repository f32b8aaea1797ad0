package obol.nucleus;

import static obol.nucleus.Memory.getLong;

import obol.layout.CpuLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.stack.PanicTrace;

/** From the running thread to its process, its processor, and what processors share. Addresses of raw structures. */
@NoAllocation
public final class Nucleus {
    private Nucleus() {}

    /** {@link obol.layout.SipLayout}. */
    public static long sip() {
        return getLong(Memory.thread() + ThreadLayout.SIP);
    }

    /** {@link CpuLayout}. */
    public static long cpu() {
        return getLong(Memory.thread() + ThreadLayout.CPU);
    }

    /** {@link obol.layout.NucleusLayout}. */
    public static long shared() {
        return getLong(cpu() + CpuLayout.NUCLEUS);
    }

    /** Ends the machine because an invariant of the nucleus does not hold; the message and the calls on the stack go to standard error. */
    public static void panic(String message) {
        Console.error("obol: panic: ");
        Console.error(message);
        Console.error("\n");
        PanicTrace.print(0, Memory.stackPointer());
        Machine.exit(134);
    }

    /** As {@link #panic(String)}, with a number in hexadecimal. */
    public static void panic(String message, long number) {
        Console.error("obol: panic: ");
        Console.error(message);
        Console.error(" ");
        Console.errorHex(number);
        Console.error("\n");
        PanicTrace.print(0, Memory.stackPointer());
        Machine.exit(134);
    }
}
