package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putChar;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;

/** After marking: blocks without a live object go back to the pool, those with free lines are filled anew. */
@NoAllocation
final class Sweep {
    private Sweep() {}

    static void run(long sip) {
        Mature.close(sip);
        sweepMature(sip);
        sweepLarge(sip);
    }

    private static void sweepMature(long sip) {
        long link = sip + SipLayout.MATURE;
        int number = getInt(link);
        int blocks = 0;
        while (number != 0) {
            Scheduler.shareCollection();
            long block = Blocks.address(number);
            long entry = Blocks.entry(block);
            int next = getInt(entry + BlockLayout.NEXT);
            long low = getLong(entry + BlockLayout.LINES);
            long high = getLong(entry + BlockLayout.LINES + 8);
            if ((low | high) == 0) {
                putInt(link, next);
                Blocks.give(sip, block, 1);
            } else {
                keepMarkedStarts(block);
                int free = BlockLayout.LINES_PER_BLOCK - Long.bitCount(low) - Long.bitCount(high);
                putChar(entry + BlockLayout.FREE_LINES, (char) free);
                if (free != 0) {
                    putInt(entry + BlockLayout.NEXT_RECYCLED, getInt(sip + SipLayout.RECYCLED));
                    putInt(sip + SipLayout.RECYCLED, number);
                    poison(sip, block, low, high);
                }
                link = entry + BlockLayout.NEXT;
                blocks++;
            }
            number = next;
        }
        putInt(sip + SipLayout.MATURE_BLOCKS, blocks);
    }

    private static void sweepLarge(long sip) {
        long link = sip + SipLayout.LARGE;
        int number = getInt(link);
        int blocks = 0;
        while (number != 0) {
            long object = Blocks.address(number);
            long entry = Blocks.entry(object);
            int next = getInt(entry + BlockLayout.NEXT);
            int span = getInt(entry + BlockLayout.SPAN);
            if (Bits.isMarked(object)) {
                link = entry + BlockLayout.NEXT;
                blocks += span;
            } else {
                putInt(link, next);
                Blocks.give(sip, object, span);
            }
            number = next;
        }
        putInt(sip + SipLayout.MATURE_BLOCKS, getInt(sip + SipLayout.MATURE_BLOCKS) + blocks);
    }

    private static void keepMarkedStarts(long block) {
        long starts = Bits.starts(block);
        long marks = Bits.marks(block);
        for (long at = 0; at < MemoryMap.BLOCK_SIZE >>> Bits.BYTE_SHIFT; at += 8) {
            putLong(starts + at, getLong(starts + at) & getLong(marks + at));
        }
    }

    private static void poison(long sip, long block, long low, long high) {
        if ((getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_POISON) == 0) {
            return;
        }
        for (int line = 0; line < BlockLayout.LINES_PER_BLOCK; line++) {
            boolean live = ((line < 64 ? low : high) >>> (line & 63) & 1) != 0;
            long start = block + ((long) line << BlockLayout.LINE_SHIFT);
            for (long at = start; !live && at < start + BlockLayout.LINE_SIZE; at += 8) {
                putLong(at, SipLayout.POISON);
            }
        }
    }
}
