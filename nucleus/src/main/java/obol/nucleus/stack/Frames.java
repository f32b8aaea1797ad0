package obol.nucleus.stack;

import static obol.nucleus.Memory.getChar;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.FrameCursor;
import obol.layout.image.CodeSegmentLayout;
import obol.layout.image.SafepointLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;

/** The walk over a stack, from the youngest frame to the oldest. A cursor is the address of a {@link FrameCursor}. */
@NoAllocation
public final class Frames {
    private Frames() {}

    /** Begins with the frame that PC and SP of the cursor name. */
    public static void begin(long cursor) {
        putLong(cursor + FrameCursor.REGISTERS, 0);
        lookUp(cursor);
    }

    /** Begins with the frame that had called when rsp was {@code savedSp}, which points to the return address. */
    public static void begin(long cursor, long savedSp) {
        putLong(cursor + FrameCursor.PC, getLong(savedSp));
        putLong(cursor + FrameCursor.SP, savedSp + 8);
        begin(cursor);
    }

    /** The safepoint record of the frame where the cursor stands; 0 when the oldest frame has been passed. */
    public static long record(long cursor) {
        return getLong(cursor + FrameCursor.RECORD);
    }

    /** Goes on to the caller's frame. */
    public static void next(long cursor) {
        long record = record(cursor);
        int flags = getChar(record + SafepointLayout.FLAGS);
        if ((flags & SafepointLayout.ENTRY_FRAME) != 0) {
            putLong(cursor + FrameCursor.RECORD, 0);
            return;
        }
        long sp = getLong(cursor + FrameCursor.SP);
        putLong(cursor + FrameCursor.REGISTERS, (flags & SafepointLayout.STUB_FRAME) != 0 ? sp : 0);
        long returnAddress = sp + 8L * getChar(record + SafepointLayout.FRAME_WORDS);
        putLong(cursor + FrameCursor.PC, getLong(returnAddress));
        putLong(cursor + FrameCursor.SP, returnAddress + 8);
        lookUp(cursor);
    }

    /** Where the frame's handler for what its call throws begins; 0: it has none. */
    static long handler(long cursor) {
        long offset = getUnsignedInt(record(cursor) + SafepointLayout.HANDLER);
        return offset == 0 ? 0 : getLong(getLong(cursor + FrameCursor.CODE) + CodeSegmentLayout.CODE_START) + offset;
    }

    /** The {@link obol.layout.image.PositionLayout} record of the call, 0 for assembly code. */
    public static long position(long cursor) {
        return Code.position(getLong(cursor + FrameCursor.CODE), getLong(cursor + FrameCursor.PC));
    }

    /** A deep stack has many frames of few methods, and all of it is walked at once: so the search is done once for each. */
    private static void lookUp(long cursor) {
        long pc = getLong(cursor + FrameCursor.PC);
        long place = (pc ^ pc >>> 8) & CpuLayout.SAFEPOINTS_COUNT - 1;
        long known = Nucleus.cpu() + CpuLayout.SAFEPOINTS + (place << CpuLayout.SAFEPOINT_SHIFT);
        if (getUnsignedInt(known) != pc) {
            long segment = Code.segmentOf(pc);
            long record = segment == 0 ? 0 : Code.safepoint(segment, pc);
            if (record == 0) {
                Nucleus.panic("no safepoint at", pc);
            }
            putInt(known, (int) pc);
            putInt(known + 4, (int) record);
            putInt(known + 8, (int) segment);
        }
        putLong(cursor + FrameCursor.RECORD, getUnsignedInt(known + 4));
        putLong(cursor + FrameCursor.CODE, getUnsignedInt(known + 8));
    }
}
