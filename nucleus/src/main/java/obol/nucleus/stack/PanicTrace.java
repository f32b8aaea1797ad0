package obol.nucleus.stack;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.ThreadLayout;
import obol.layout.image.ClassInfoLayout;
import obol.layout.image.CodeSegmentLayout;
import obol.layout.image.MethodInfoLayout;
import obol.nucleus.Console;
import obol.nucleus.Memory;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/**
 * The calls on the running thread's stack, for a machine that ends: prints each word that is the return address of a call. It relies on
 * no frame being whole, since a panic may come from where none is described; so an old address that lies in a frame may stand among
 * them.
 */
@NoAllocation
public final class PanicTrace {
    private static final int MOST = 64;
    /** Bytes of a direct call, and its opcode; opcode and least bytes of an indirect one. */
    private static final int DIRECT = 5, DIRECT_OPCODE = 0xE8, INDIRECT_OPCODE = 0xFF, INDIRECT_LEAST = 2, INDIRECT_MOST = 4;

    private PanicTrace() {}

    /** @param pc of the instruction that trapped, or 0; {@code sp} the stack pointer there */
    @EntryPoint("panic_trace")
    public static void print(long pc, long sp) {
        long thread = Memory.thread();
        long high = thread == 0 ? 0 : getLong(thread + ThreadLayout.STACK_HIGH);
        if (sp < (high == 0 ? 0 : getLong(thread + ThreadLayout.STACK_LOW)) || sp >= high) {
            return;
        }
        // What panics in here prints no trace.
        putLong(thread + ThreadLayout.STACK_HIGH, 0);
        if (pc != 0) {
            place(pc);
        }
        int count = 0;
        for (long at = sp + 7 & -8; at < high && count < MOST; at += 8) {
            if (isReturnAddress(getLong(at))) {
                place(getLong(at));
                count++;
            }
        }
    }

    private static boolean isReturnAddress(long word) {
        long segment = Code.segmentOf(word);
        if (segment == 0 || method(segment, word) == 0) {
            return false;
        }
        if (Code.safepoint(segment, word) != 0 || isByte(word - DIRECT, DIRECT_OPCODE)) {
            return true;
        }
        for (int length = INDIRECT_LEAST; length <= INDIRECT_MOST; length++) {
            if (isByte(word - length, INDIRECT_OPCODE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByte(long address, int value) {
        return (getByte(address) & 0xFF) == value;
    }

    /** A line for the place and for each call that it was inlined into. */
    private static void place(long pc) {
        long segment = Code.segmentOf(pc);
        long position = segment == 0 ? 0 : Code.position(segment, pc);
        long method = segment == 0 ? 0 : method(segment, pc);
        if (position != 0) {
            for (; position != 0; position = Positions.caller(position)) {
                line(Positions.method(position), Positions.line(position));
            }
        } else if (method != 0) {
            line(method, 0);
        }
    }

    private static void line(long method, int line) {
        long hub = getUnsignedInt(method + MethodInfoLayout.HUB);
        Console.error("\tat ");
        Console.error(Hubs.name(hub));
        Console.error(".");
        Console.errorBytes(getUnsignedInt(method + MethodInfoLayout.NAME));
        String file = (String) getReference(Hubs.info(hub) + ClassInfoLayout.SOURCE_FILE);
        if (line != 0 && file != null) {
            Console.error("(");
            Console.error(file);
            Console.error(":");
            Console.errorDecimal(line);
            Console.error(")");
        }
        Console.error("\n");
    }

    /** The {@link MethodInfoLayout} record of the method whose code has the address, 0: none. */
    private static long method(long segment, long pc) {
        int offset = (int) (pc - getLong(segment + CodeSegmentLayout.CODE_START));
        long table = getUnsignedInt(segment + CodeSegmentLayout.METHODS);
        int low = 0;
        int high = getInt(segment + CodeSegmentLayout.METHOD_COUNT) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long method = table + (long) MethodInfoLayout.SIZE * middle;
            int start = getInt(method + MethodInfoLayout.CODE);
            // NO_CODE is above all offsets.
            if (start == MethodInfoLayout.NO_CODE || offset < start) {
                high = middle - 1;
            } else if (offset >= start + Positions.codeSize(method)) {
                low = middle + 1;
            } else {
                return method;
            }
        }
        return 0;
    }
}
