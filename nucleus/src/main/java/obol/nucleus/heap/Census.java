package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.TrafficLayout.Population;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/**
 * Counts the objects of a process by class, for whoever looks on: those that no collection has found dead. A walk of a few blocks at a
 * time, while the process does not run; nothing of the heap is changed.
 */
@NoAllocation
public final class Census {
    /** Blocks that are walked at once, 4 MiB: less than a tick. */
    private static final int BLOCKS_MOST = 128;

    private Census() {}

    /**
     * Counts the objects of the next blocks in the table, whose first row says with which one to begin and then with which to go on; 0: the
     * first, no more. Gives the rows, {@code most}; -1 if the process is in the middle of a collection.
     */
    public static int count(long sip, long table, int most) {
        if (getLong(sip + SipLayout.COLLECTING) != 0) {
            return -1;
        }
        long block = HeapBlocks.next(sip, Math.max(MemoryMap.HEAP, getLong(table)));
        for (int i = 0; i < BLOCKS_MOST && block != 0; i++) {
            long end = end(sip, block);
            boolean old = Blocks.kind(block) == BlockLayout.KIND_MATURE;
            for (long object = old ? Bits.nextStart(block, end) : block; object < end;) {
                add(table, most, object);
                object = old ? Bits.nextStart(object + ObjectLayout.ALIGNMENT, end) : object + Objects.size(object);
            }
            block = HeapBlocks.next(sip, block + MemoryMap.BLOCK_SIZE);
        }
        putLong(table, block);
        return most;
    }

    /** Where the last object of a block begins at the latest. */
    private static long end(long sip, long block) {
        int kind = Blocks.kind(block);
        if (kind == BlockLayout.KIND_NURSERY || kind == BlockLayout.KIND_SURVIVOR) {
            long top = sip == Nucleus.sip() ? getLong(Memory.thread() + ThreadLayout.ALLOC_TOP) : getLong(sip + SipLayout.ALLOC_TOP);
            return Blocks.number(block) == getInt(sip + SipLayout.NURSERY) && top != 0 ? top : getUnsignedInt(Blocks.entry(block) + BlockLayout.TOP);
        }
        return kind == BlockLayout.KIND_MATURE ? block + MemoryMap.BLOCK_SIZE : kind == BlockLayout.KIND_LARGE ? block + 1 : block;
    }

    private static void add(long table, int most, long object) {
        long hub = Objects.hub(object);
        int row = Hubs.number(hub) + 1;
        if (row < most) {
            long place = table + (long) Population.SIZE * row;
            putLong(place + Population.HUB, hub);
            putLong(place + Population.COUNT, getLong(place + Population.COUNT) + 1);
            putLong(place + Population.BYTES, getLong(place + Population.BYTES) + Objects.size(object));
        }
    }
}
