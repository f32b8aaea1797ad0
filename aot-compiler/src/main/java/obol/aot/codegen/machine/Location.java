package obol.aot.codegen.machine;

import obol.aot.x86.Gpr;
import obol.aot.x86.Xmm;

/**
 * Where a value lies, as a number: 0..15 a general register by hardware number, 16..31 an SSE register, from 32 on a stack
 * slot of 8 bytes. Sets of registers are bit masks of these numbers.
 */
public final class Location {
    private Location() {}

    public static final int NONE = -1;
    public static final int FIRST_XMM = 16;
    public static final int FIRST_SLOT = 32;

    public static final int RAX = Gpr.RAX.ordinal();
    public static final int RCX = Gpr.RCX.ordinal();
    public static final int RDX = Gpr.RDX.ordinal();

    /** Breaks cycles of parallel moves; not allocatable. */
    public static final Xmm SCRATCH = Xmm.XMM15;
    public static final int SCRATCH_XMM = FIRST_XMM + SCRATCH.ordinal();

    public static final int GPRS = 0xFFFF & ~(1 << Gpr.RSP.ordinal() | 1 << Gpr.R15.ordinal());
    public static final int XMMS = 0x7FFF << FIRST_XMM;
    /** What a call by the Java convention clobbers. */
    public static final int ALL_REGISTERS = GPRS | XMMS | 1 << SCRATCH_XMM;

    public static boolean isRegister(int location) {
        return location >= 0 && location < FIRST_SLOT;
    }

    public static boolean isGpr(int location) {
        return location >= 0 && location < FIRST_XMM;
    }

    public static boolean isXmm(int location) {
        return location >= FIRST_XMM && location < FIRST_SLOT;
    }

    public static boolean isSlot(int location) {
        return location >= FIRST_SLOT;
    }

    public static int slot(int index) {
        return FIRST_SLOT + index;
    }

    public static int slotIndex(int location) {
        return location - FIRST_SLOT;
    }

    public static Gpr gpr(int location) {
        return Gpr.of(location);
    }

    public static Xmm xmm(int location) {
        return Xmm.of(location - FIRST_XMM);
    }

    public static int of(Gpr register) {
        return register.ordinal();
    }

    public static int of(Xmm register) {
        return FIRST_XMM + register.ordinal();
    }

    public static String name(int location) {
        if (location == NONE) return "nowhere";
        return isSlot(location) ? "slot" + slotIndex(location) : isXmm(location) ? xmm(location).toString() : gpr(location).toString();
    }
}
