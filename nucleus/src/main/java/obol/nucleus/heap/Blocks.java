package obol.nucleus.heap;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;

/** The core's pool of heap blocks: one bit and one entry of the block table for each. A block is named by its address. */
@NoAllocation
final class Blocks {
    /** From this many blocks on, memory that is given back goes back to the machine at once. */
    private static final int DISCARD_SPAN = 64;

    private Blocks() {}

    /** The entry of the block that the address is in. */
    static long entry(long address) {
        return MemoryMap.BLOCK_TABLE + (address >>> MemoryMap.BLOCK_SHIFT << BlockLayout.SHIFT);
    }

    static int kind(long address) {
        return getByte(entry(address) + BlockLayout.KIND);
    }

    static int number(long block) {
        return (int) (block >>> MemoryMap.BLOCK_SHIFT);
    }

    static long address(int number) {
        return (long) number << MemoryMap.BLOCK_SHIFT;
    }

    static int next(int number) {
        return getInt(entry(address(number)) + BlockLayout.NEXT);
    }

    /** One block for the process, or 0 if its quota or the pool is used up. Its contents are anything; its cards are clean. */
    static long take(long sip, int kind) {
        return takeSpan(sip, 1, kind, kind);
    }

    /** Neighbouring blocks as {@link #take}: the first of kind {@code kind}, the others of kind {@code rest}. */
    static long takeSpan(long sip, int count, int kind, int rest) {
        long core = Nucleus.core();
        int used = getInt(sip + SipLayout.BLOCKS_USED);
        if (count > getInt(sip + SipLayout.BLOCKS_QUOTA) - used
                || count > getLong(core + NucleusLayout.BLOCKS_LIMIT) - getLong(core + NucleusLayout.BLOCKS_USED)) {
            return 0;
        }
        int index = findFree(core, count);
        if (index < 0) {
            return 0;
        }
        putInt(sip + SipLayout.BLOCKS_USED, used + count);
        putLong(core + NucleusLayout.BLOCKS_USED, getLong(core + NucleusLayout.BLOCKS_USED) + count);
        long block = MemoryMap.HEAP + address(index);
        for (int i = 0; i < count; i++) {
            setTaken(core, index + i, true);
            long entry = entry(block + address(i));
            putLong(entry, sip & 0xFFFFFFFFL);
            putLong(entry + 8, 0);
            putLong(entry + BlockLayout.LINES, 0);
            putLong(entry + BlockLayout.LINES + 8, 0);
            putByte(entry + BlockLayout.KIND, (byte) (i == 0 ? kind : rest));
        }
        Machine.fillMemory(MemoryMap.CARD_TABLE + (block >>> MemoryMap.CARD_SHIFT),
                (long) count << MemoryMap.BLOCK_SHIFT - MemoryMap.CARD_SHIFT, CardLayout.CLEAN);
        return block;
    }

    /** Gives neighbouring blocks back; their start bits are cleared. */
    static void give(long sip, long block, int count) {
        long core = Nucleus.core();
        long size = (long) count << MemoryMap.BLOCK_SHIFT;
        Machine.fillMemory(Bits.starts(block), size >>> Bits.BYTE_SHIFT, 0);
        int index = number(block - MemoryMap.HEAP);
        for (int i = 0; i < count; i++) {
            setTaken(core, index + i, false);
            long entry = entry(block + address(i));
            putLong(entry, 0);
        }
        long hint = getLong(core + NucleusLayout.BLOCKS_HINT);
        putLong(core + NucleusLayout.BLOCKS_HINT, Math.min(hint, index >>> 6));
        putInt(sip + SipLayout.BLOCKS_USED, getInt(sip + SipLayout.BLOCKS_USED) - count);
        putLong(core + NucleusLayout.BLOCKS_USED, getLong(core + NucleusLayout.BLOCKS_USED) - count);
        if ((getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_POISON) != 0) {
            for (long place = block; place < block + size; place += 8) {
                putLong(place, SipLayout.POISON);
            }
        } else if (count >= DISCARD_SPAN) {
            Machine.discardMemory(block, size);
        }
    }

    /** First fit: the index of the first of {@code count} neighbouring free blocks, or -1. */
    private static int findFree(long core, int count) {
        int words = (int) getLong(core + NucleusLayout.BLOCKS_END);
        int word = (int) getLong(core + NucleusLayout.BLOCKS_HINT);
        while (word < words && getLong(core + NucleusLayout.BLOCKS + 8L * word) == -1) {
            word++;
        }
        putLong(core + NucleusLayout.BLOCKS_HINT, word);
        int run = 0;
        int index = word << 6;
        while (index < words << 6) {
            long taken = getLong(core + NucleusLayout.BLOCKS + 8L * (index >>> 6)) >>> (index & 63);
            int left = 64 - (index & 63);
            if (taken == 0) {
                run += left;
                index += left;
            } else {
                int free = Long.numberOfTrailingZeros(taken);
                run += free;
                index += free;
                if (run < count) {
                    run = 0;
                    index += Long.numberOfTrailingZeros(~(taken >>> free));
                }
            }
            if (run >= count) {
                return index - run;
            }
        }
        return -1;
    }

    private static void setTaken(long core, int index, boolean taken) {
        long word = core + NucleusLayout.BLOCKS + 8L * (index >>> 6);
        long bit = 1L << (index & 63);
        putLong(word, taken ? getLong(word) | bit : getLong(word) & ~bit);
    }

    /** The process that owns the block, 0: free. */
    static long owner(long address) {
        return getUnsignedInt(entry(address) + BlockLayout.OWNER);
    }
}
