package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;

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
    }
}
