package obol.nucleus.stack;

import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.NucleusLayout;
import obol.layout.image.CodeSegmentLayout;
import obol.layout.image.PositionLayout;
import obol.nucleus.Console;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;

/** Look-up in the tables that come with compiled code. */
@NoAllocation
public final class Code {
    private Code() {}

    /** The segment whose code this address is in, 0: none. */
    static long segmentOf(long pc) {
        long core = Nucleus.core();
        int count = getInt(core + NucleusLayout.CODE_COUNT);
        for (int i = 0; i < count; i++) {
            long segment = getLong(core + NucleusLayout.CODE_SEGMENTS + 8L * i);
            if (pc >= getLong(segment + CodeSegmentLayout.CODE_START) && pc < getLong(segment + CodeSegmentLayout.CODE_END)) {
                return segment;
            }
        }
        return 0;
    }

    /** The safepoint record of a return address in the segment, 0: none. */
    static long safepoint(long segment, long pc) {
        long row = safepointRow(segment, pc);
        return row == 0 ? 0 : getUnsignedInt(segment + CodeSegmentLayout.RECORDS) + 4L * (getInt(row) & 0xFFFFFF);
    }

    /** The position of a return address in the segment, 0: none. */
    static long position(long segment, long pc) {
        long row = safepointRow(segment, pc);
        int number = row == 0 ? 0 : getInt(row + 2) >>> 8;
        return number == 0 ? 0 : getUnsignedInt(segment + CodeSegmentLayout.POSITIONS) + (long) PositionLayout.SIZE * number;
    }

    /** Where the safepoint's two numbers stand, 0: it is none. */
    private static long safepointRow(long segment, long pc) {
        int offset = offset(segment, pc);
        long block = getUnsignedInt(segment + CodeSegmentLayout.SAFEPOINT_BLOCKS) + 4L * (offset >>> 16);
        long offsets = getUnsignedInt(segment + CodeSegmentLayout.SAFEPOINT_OFFSETS);
        int key = offset & 0xFFFF;
        int low = getInt(block);
        int high = getInt(block + 4) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int value = getChar(offsets + 2L * middle);
            if (value == key) {
                return getUnsignedInt(segment + CodeSegmentLayout.SAFEPOINTS) + (long) CodeSegmentLayout.SAFEPOINT_SIZE * middle;
            }
            if (value < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    /**
     * An instruction at {@code pc} has trapped: gives the address where its code goes on. Runs on the port's trap stack.
     * A trap that no code expects ends the machine; {@code address} is what was touched, {@code signal} the kind of trap, {@code sp} the
     * stack pointer there.
     */
    @EntryPoint("trap")
    static long trap(long pc, long address, int signal, long sp) {
        long segment = segmentOf(pc);
        int index = segment == 0 ? -1 : find(getUnsignedInt(segment + CodeSegmentLayout.TRAPS),
                getInt(segment + CodeSegmentLayout.TRAP_COUNT), offset(segment, pc));
        if (index < 0) {
            Nucleus.claimPanic();
            Console.error("obol: trap ");
            Console.errorHex(signal);
            Console.error(" touching ");
            Console.errorHex(address);
            Console.error("\n");
            PanicTrace.print(pc, sp);
            Nucleus.panic("trap at", pc);
        }
        return getLong(segment + CodeSegmentLayout.CODE_START)
                + getUnsignedInt(getUnsignedInt(segment + CodeSegmentLayout.TRAP_TARGETS) + 4L * index);
    }

    private static int offset(long segment, long pc) {
        return (int) (pc - getLong(segment + CodeSegmentLayout.CODE_START));
    }

    /** Binary search in ascending u32; code is below 2 GiB, so they compare as ints. The index, or -1. */
    private static int find(long table, int count, int key) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int value = getInt(table + 4L * middle);
            if (value == key) {
                return middle;
            }
            if (value < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
