package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;

/**
 * Marking: depth first from the roots, with side mark bits and a stack in blocks of its own. An entry of the stack is an
 * object and, for an array of references, the index of the first element not yet visited; long arrays are taken in pieces,
 * so that the stack stays shallow. If it cannot grow, an object stays marked but unscanned, and the whole heap is searched
 * for such objects afterwards (mark stack overflow, as in Jones, Hosking and Moss, 2.1).
 */
@NoAllocation
final class Marker {
    private static final int PIECE = 256;
    private static final int ENTRY_SIZE = 8;

    private Marker() {}

    /** Clears the marks of the last time. */
    static void begin(long sip) {
        for (int number = getInt(sip + SipLayout.MATURE); number != 0; number = Blocks.next(number)) {
            long block = Blocks.address(number);
            long entry = Blocks.entry(block);
            Machine.fillMemory(Bits.marks(block), MemoryMap.BLOCK_SIZE >>> Bits.BYTE_SHIFT, 0);
            putLong(entry + BlockLayout.LINES, 0);
            putLong(entry + BlockLayout.LINES + 8, 0);
        }
        for (int number = getInt(sip + SipLayout.LARGE); number != 0; number = Blocks.next(number)) {
            putLong(Bits.marks(Blocks.address(number)), 0);
        }
        putLong(sip + SipLayout.MARK_TOP, 0);
        putLong(sip + SipLayout.MARK_BASE, 0);
        putLong(sip + SipLayout.MARK_END, 0);
        putInt(sip + SipLayout.MARK_BLOCKS, 0);
        putInt(sip + SipLayout.MARK_OVERFLOW, 0);
        putInt(sip + SipLayout.DISCOVERED, 0);
        putInt(sip + SipLayout.PHASE, SipLayout.PHASE_MARK);
    }

    static void mark(long sip, long slot) {
        long object = getUnsignedInt(slot);
        if (object >= MemoryMap.HEAP && !Bits.isMarked(object)) {
            markObject(sip, object);
        }
    }

    /** Marks without scanning: for an object whose references do not keep anything alive. */
    static void markLeaf(long object) {
        Bits.setMark(object);
        if (Blocks.kind(object) == BlockLayout.KIND_MATURE) {
            Mature.markLines(object, Objects.size(object));
        }
    }

    private static void markObject(long sip, long object) {
        markLeaf(object);
        if (!Objects.isLeaf(Objects.hub(object))) {
            push(sip, object, 0);
        }
    }

    /** Scans until nothing is left that is marked and not scanned. */
    static void drain(long sip) {
        drainStack(sip);
        while (getInt(sip + SipLayout.MARK_OVERFLOW) != 0) {
            putInt(sip + SipLayout.MARK_OVERFLOW, 0);
            for (int number = getInt(sip + SipLayout.MATURE); number != 0; number = Blocks.next(number)) {
                long block = Blocks.address(number);
                rescan(sip, block, block + MemoryMap.BLOCK_SIZE);
            }
            for (int number = getInt(sip + SipLayout.LARGE); number != 0; number = Blocks.next(number)) {
                long object = Blocks.address(number);
                rescan(sip, object, object + ObjectLayout.ALIGNMENT);
            }
        }
    }

    private static void rescan(long sip, long from, long to) {
        long object = Bits.nextStart(from, to);
        while (object < to) {
            if (Bits.isMarked(object)) {
                Objects.scan(sip, object, true);
                drainStack(sip);
            }
            object = Bits.nextStart(object + ObjectLayout.ALIGNMENT, to);
        }
    }

    private static void drainStack(long sip) {
        while (true) {
            Scheduler.shareCollection();
            long top = getLong(sip + SipLayout.MARK_TOP);
            if (top == getLong(sip + SipLayout.MARK_BASE)) {
                if (!dropBlock(sip)) {
                    return;
                }
                continue;
            }
            top -= ENTRY_SIZE;
            putLong(sip + SipLayout.MARK_TOP, top);
            long object = getUnsignedInt(top);
            if (Objects.isReferenceArray(Objects.hub(object))) {
                scanPiece(sip, object, getInt(top + 4));
            } else {
                Objects.scan(sip, object, true);
            }
        }
    }

    private static void scanPiece(long sip, long array, int index) {
        int end = Math.min(getInt(array + ObjectLayout.ARRAY_LENGTH), index + PIECE);
        if (end < getInt(array + ObjectLayout.ARRAY_LENGTH)) {
            push(sip, array, end);
        }
        long elements = array + ObjectLayout.ARRAY_ELEMENTS;
        Objects.scanElements(sip, elements + 4L * index, elements + 4L * end, true);
    }

    private static void push(long sip, long object, int index) {
        long top = getLong(sip + SipLayout.MARK_TOP);
        if (top == getLong(sip + SipLayout.MARK_END)) {
            // Others run before it is given back: it must not be one that they count on.
            long block = Allocator.hasSpareBlock(sip) ? Blocks.take(sip, BlockLayout.KIND_STACK) : 0;
            if (block == 0) {
                putInt(sip + SipLayout.MARK_OVERFLOW, 1);
                return;
            }
            putInt(Blocks.entry(block) + BlockLayout.NEXT, getInt(sip + SipLayout.MARK_BLOCKS));
            enter(sip, block, block);
            top = block;
        }
        putInt(top, (int) object);
        putInt(top + 4, index);
        putLong(sip + SipLayout.MARK_TOP, top + ENTRY_SIZE);
    }

    /** Gives the empty top block back; false if there is none. */
    private static boolean dropBlock(long sip) {
        int number = getInt(sip + SipLayout.MARK_BLOCKS);
        if (number == 0) {
            return false;
        }
        int below = Blocks.next(number);
        Blocks.give(sip, Blocks.address(number), 1);
        if (below == 0) {
            putLong(sip + SipLayout.MARK_TOP, 0);
            putLong(sip + SipLayout.MARK_BASE, 0);
            putLong(sip + SipLayout.MARK_END, 0);
            putInt(sip + SipLayout.MARK_BLOCKS, 0);
        } else {
            enter(sip, Blocks.address(below), Blocks.address(below) + MemoryMap.BLOCK_SIZE);
        }
        return true;
    }

    private static void enter(long sip, long block, long top) {
        putInt(sip + SipLayout.MARK_BLOCKS, Blocks.number(block));
        putLong(sip + SipLayout.MARK_BASE, block);
        putLong(sip + SipLayout.MARK_TOP, top);
        putLong(sip + SipLayout.MARK_END, block + MemoryMap.BLOCK_SIZE);
    }
}
