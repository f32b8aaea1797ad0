package obol.aot.codegen;

import obol.aot.x86.Gpr;
import obol.aot.x86.Xmm;

/**
 * Where a value lies, as a number: 0..15 a general register by hardware number, 16..31 an SSE register, from 32 on a stack
 * slot of 8 bytes. Sets of registers are bit masks of these numbers.
 */
final class Location {
    private Location() {}

    static final int NONE = -1;
    static final int FIRST_XMM = 16;
    static final int FIRST_SLOT = 32;

    static final int RAX = Gpr.RAX.ordinal();
    static final int RCX = Gpr.RCX.ordinal();
    static final int RDX = Gpr.RDX.ordinal();

    /** Breaks cycles of parallel moves; not allocatable. */
    static final Xmm SCRATCH = Xmm.XMM15;
    static final int SCRATCH_XMM = FIRST_XMM + SCRATCH.ordinal();

    static final int GPRS = 0xFFFF & ~(1 << Gpr.RSP.ordinal() | 1 << Gpr.R15.ordinal());
    static final int XMMS = 0x7FFF << FIRST_XMM;
    /** What a call by the Java convention clobbers. */
    static final int ALL_REGISTERS = GPRS | XMMS | 1 << SCRATCH_XMM;

    static boolean isRegister(int location) {
        return location >= 0 && location < FIRST_SLOT;
    }

    static boolean isGpr(int location) {
        return location >= 0 && location < FIRST_XMM;
    }

    static boolean isXmm(int location) {
        return location >= FIRST_XMM && location < FIRST_SLOT;
    }

    static boolean isSlot(int location) {
        return location >= FIRST_SLOT;
    }

    static int slot(int index) {
        return FIRST_SLOT + index;
    }

    static int slotIndex(int location) {
        return location - FIRST_SLOT;
    }

    static Gpr gpr(int location) {
        return Gpr.of(location);
    }

    static Xmm xmm(int location) {
        return Xmm.of(location - FIRST_XMM);
    }

    static int of(Gpr register) {
        return register.ordinal();
    }

    static int of(Xmm register) {
        return FIRST_XMM + register.ordinal();
    }

    static String name(int location) {
        if (location == NONE) return "nowhere";
        return isSlot(location) ? "slot" + slotIndex(location) : isXmm(location) ? xmm(location).toString() : gpr(location).toString();
    }
}
