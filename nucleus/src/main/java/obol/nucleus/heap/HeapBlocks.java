package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/** The blocks of a whole heap, by their owner in the block table. */
@NoAllocation
public final class HeapBlocks {
    private HeapBlocks() {}

    /** How many blocks the process owns. */
    public static int count(long sip) {
        int count = 0;
        for (long block = MemoryMap.HEAP; block < MemoryMap.HEAP_END; block += MemoryMap.BLOCK_SIZE) {
            if (Blocks.owner(block) == sip) {
                count++;
            }
        }
        return count;
    }

    /** {@link obol.layout.BlockLayout#KIND_NURSERY} ... */
    public static int kind(long block) {
        return Blocks.kind(block);
    }

    /** The process has a right to so many blocks, whatever others take; 0 when it ends. Its family, which must have room, is charged for them. */
    public static void reserve(long sip, int count) {
        putInt(sip + SipLayout.BLOCKS_RESERVED, count);
        Allocator.settle(sip);
    }

    /** The first block of the process at or behind {@code from}, 0: none. */
    public static long next(long sip, long from) {
        long block = from;
        while (block < MemoryMap.HEAP_END && Blocks.owner(block) != sip) {
            block += MemoryMap.BLOCK_SIZE;
        }
        return block < MemoryMap.HEAP_END ? block : 0;
    }

    /** Gives back all blocks of a process that runs no more: its heap is gone. */
    public static void giveAll(long sip) {
        long block = MemoryMap.HEAP;
        while (getInt(sip + SipLayout.BLOCKS_USED) != 0) {
            int count = 0;
            while (Blocks.owner(block + Blocks.address(count)) == sip) {
                count++;
            }
            if (count != 0) {
                Blocks.give(sip, block, count);
            }
            block += Blocks.address(count + 1);
        }
        putInt(sip + SipLayout.NURSERY_BLOCKS, 0);
        putInt(sip + SipLayout.SURVIVOR_BLOCKS, 0);
        reserve(sip, 0);
    }
}
