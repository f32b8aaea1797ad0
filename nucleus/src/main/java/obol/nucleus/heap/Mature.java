package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * Room among the mature objects: one bump pointer runs through the free lines of recycled blocks, then through fresh
 * blocks; objects longer than a line go to a second bump pointer in fresh blocks, so that they do not waste short runs
 * (Immix's overflow allocation).
 */
@NoAllocation
final class Mature {
    private Mature() {}

    /** Room for an object of at most {@link Allocator#MEDIUM_MAX} bytes, its start bit set; contents are anything. 0: no block left. */
    static long allocate(long sip, long size) {
        boolean medium = size > BlockLayout.LINE_SIZE;
        int topField = medium ? SipLayout.MEDIUM_TOP : SipLayout.MATURE_TOP;
        int endField = medium ? SipLayout.MEDIUM_END : SipLayout.MATURE_END;
        while (size > getLong(sip + endField) - getLong(sip + topField)) {
            if (medium || !nextHole(sip)) {
                long block = takeBlock(sip);
                if (block == 0) {
                    return 0;
                }
                putLong(sip + topField, block);
                putLong(sip + endField, block + MemoryMap.BLOCK_SIZE);
            }
        }
        long object = getLong(sip + topField);
        putLong(sip + topField, object + size);
        Bits.setStart(object);
        return object;
    }

    private static long takeBlock(long sip) {
        long block = Blocks.take(sip, BlockLayout.KIND_MATURE);
        if (block != 0) {
            putInt(Blocks.entry(block) + BlockLayout.NEXT, getInt(sip + SipLayout.MATURE));
            putInt(sip + SipLayout.MATURE, Blocks.number(block));
            putInt(sip + SipLayout.MATURE_BLOCKS, getInt(sip + SipLayout.MATURE_BLOCKS) + 1);
        }
        return block;
    }

    /** Moves the bump pointer to the next run of free lines; false if there is none left. */
    private static boolean nextHole(long sip) {
        int number = getInt(sip + SipLayout.RECYCLED);
        while (number != 0) {
            long block = Blocks.address(number);
            long entry = Blocks.entry(block);
            int from = nextLine(entry, getInt(sip + SipLayout.RECYCLED_LINE), false);
            if (from < BlockLayout.LINES_PER_BLOCK) {
                int to = nextLine(entry, from, true);
                putLong(sip + SipLayout.MATURE_TOP, block + ((long) from << BlockLayout.LINE_SHIFT));
                putLong(sip + SipLayout.MATURE_END, block + ((long) to << BlockLayout.LINE_SHIFT));
                putInt(sip + SipLayout.RECYCLED_LINE, to);
                return true;
            }
            number = getInt(entry + BlockLayout.NEXT_RECYCLED);
            putInt(sip + SipLayout.RECYCLED, number);
            putInt(sip + SipLayout.RECYCLED_LINE, 0);
        }
        return false;
    }

    /** The first line from {@code line} on that is live or not, as asked; LINES_PER_BLOCK: none. */
    private static int nextLine(long entry, int line, boolean live) {
        int at = line;
        while (at < BlockLayout.LINES_PER_BLOCK) {
            long bits = getLong(entry + BlockLayout.LINES + (at >>> 6 << 3));
            long wanted = (live ? bits : ~bits) >>> (at & 63);
            if (wanted != 0) {
                return at + Long.numberOfTrailingZeros(wanted);
            }
            at = (at | 63) + 1;
        }
        return at;
    }

    /** Marks the lines that the object lies in as live. */
    static void markLines(long object, long size) {
        long block = object & -MemoryMap.BLOCK_SIZE;
        long entry = Blocks.entry(block);
        int last = (int) (object + size - 1 - block >>> BlockLayout.LINE_SHIFT);
        for (int line = (int) (object - block >>> BlockLayout.LINE_SHIFT); line <= last; line++) {
            long word = entry + BlockLayout.LINES + (line >>> 6 << 3);
            putLong(word, getLong(word) | 1L << (line & 63));
        }
    }

    /** Forgets the free room that the bump pointers are in. */
    static void close(long sip) {
        putLong(sip + SipLayout.MATURE_TOP, 0);
        putLong(sip + SipLayout.MATURE_END, 0);
        putLong(sip + SipLayout.MEDIUM_TOP, 0);
        putLong(sip + SipLayout.MEDIUM_END, 0);
        putInt(sip + SipLayout.RECYCLED, 0);
        putInt(sip + SipLayout.RECYCLED_LINE, 0);
    }
}
