package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;

/**
 * The minor collection: copies what lives in the nursery to survivor blocks, and what lives in survivor blocks to mature
 * ones; in a full collection everything becomes mature, so that marking meets no young object. An object's age is the
 * kind of its block.
 *
 * <p>At ticks other processes run in the middle of it: the blocks that it may need are the process's own ({@link Allocator#hasRoom}).
 *
 * <p>Objects that are copied and not yet scanned form a list through the lock words of their old places, which are of no
 * use any more: the collector needs no memory of its own.
 */
@NoAllocation
final class Minor {
    private Minor() {}

    static void collect(long sip) {
        boolean promoteAll = (getInt(sip + SipLayout.COLLECTION) & SipLayout.COLLECT_FULL) != 0;
        int nursery = getInt(sip + SipLayout.NURSERY);
        int aged = getInt(sip + SipLayout.SURVIVORS);
        relabel(nursery, promoteAll ? BlockLayout.KIND_AGED : BlockLayout.KIND_NURSERY);
        relabel(aged, BlockLayout.KIND_AGED);
        putInt(sip + SipLayout.NURSERY, 0);
        putInt(sip + SipLayout.SURVIVORS, 0);
        putLong(sip + SipLayout.SURVIVOR_TOP, 0);
        putLong(sip + SipLayout.SURVIVOR_END, 0);
        putLong(sip + SipLayout.GREY, 0);
        putInt(sip + SipLayout.PHASE, SipLayout.PHASE_COPY);
        int youngBlocks = getInt(sip + SipLayout.NURSERY_BLOCKS);
        putInt(sip + SipLayout.NURSERY_BLOCKS, 0);
        putInt(sip + SipLayout.SURVIVOR_BLOCKS, 0);
        int matureBlocks = getInt(sip + SipLayout.MATURE_BLOCKS);

        Roots.visit(sip);
        Visitor.visit(sip, sip + SipLayout.INTERNED, false);
        Cards.visit(sip);
        drain(sip);
        closeSurvivors(sip);
        free(sip, nursery);
        free(sip, aged);
        int survived = getInt(sip + SipLayout.SURVIVOR_BLOCKS) + getInt(sip + SipLayout.MATURE_BLOCKS) - matureBlocks;
        resizeNursery(sip, youngBlocks, survived);
        putLong(sip + SipLayout.MINOR_COUNT, getLong(sip + SipLayout.MINOR_COUNT) + 1);
    }

    private static void relabel(int first, int kind) {
        for (int number = first; number != 0; number = Blocks.next(number)) {
            putByte(Blocks.entry(Blocks.address(number)) + BlockLayout.KIND, (byte) kind);
        }
    }

    private static void free(long sip, int first) {
        int number = first;
        while (number != 0) {
            int next = Blocks.next(number);
            Blocks.give(sip, Blocks.address(number), 1);
            number = next;
        }
    }

    /** A nursery that was full and of which an eighth or more lived doubles: longer time to die. */
    private static void resizeNursery(long sip, int nursery, int survived) {
        int limit = getInt(sip + SipLayout.NURSERY_LIMIT);
        boolean small = limit < Collector.NURSERY_USUAL;
        if (nursery >= limit && (small || 8 * survived >= limit && limit < Collector.NURSERY_MOST)) {
            putInt(sip + SipLayout.NURSERY_LIMIT, 2 * limit);
        }
    }

    /** Brings the reference up to date; copies its object if that is still in from-space. */
    static void forward(long sip, long slot, boolean old) {
        long object = getUnsignedInt(slot);
        if (object < MemoryMap.HEAP) {
            return;
        }
        int kind = Blocks.kind(object);
        if (kind == BlockLayout.KIND_NURSERY || kind == BlockLayout.KIND_AGED) {
            long word = getUnsignedInt(object + ObjectLayout.HUB);
            object = (word & ObjectLayout.FORWARDED) != 0 ? word - ObjectLayout.FORWARDED : copy(sip, object, word, kind);
            putInt(slot, (int) object);
            kind = Blocks.kind(object);
        }
        if (old && kind == BlockLayout.KIND_SURVIVOR) {
            putByte(MemoryMap.CARD_TABLE + (slot >>> MemoryMap.CARD_SHIFT), (byte) CardLayout.DIRTY);
        }
    }

    private static long copy(long sip, long object, long hub, int kind) {
        long size = Objects.size(object, hub);
        long to = kind == BlockLayout.KIND_NURSERY ? survivorPlace(sip, size) : Mature.allocate(sip, size);
        if (to == 0) {
            Nucleus.panic("no block to copy to in a minor collection of process", getInt(sip + SipLayout.NUMBER));
        }
        if (size <= 64) {
            for (long at = 0; at < size; at += 8) {
                putLong(to + at, getLong(object + at));
            }
        } else {
            Machine.copyMemory(object, to, size);
        }
        putInt(object + ObjectLayout.HUB, (int) to | ObjectLayout.FORWARDED);
        if (!Objects.isLeaf(hub)) {
            putInt(object + ObjectLayout.LOCK, (int) getLong(sip + SipLayout.GREY));
            putLong(sip + SipLayout.GREY, object);
        }
        return to;
    }

    private static long survivorPlace(long sip, long size) {
        long top = getLong(sip + SipLayout.SURVIVOR_TOP);
        if (size > getLong(sip + SipLayout.SURVIVOR_END) - top) {
            closeSurvivors(sip);
            top = Blocks.take(sip, BlockLayout.KIND_SURVIVOR);
            if (top == 0) {
                return 0;
            }
            putInt(Blocks.entry(top) + BlockLayout.NEXT, getInt(sip + SipLayout.SURVIVORS));
            putInt(sip + SipLayout.SURVIVORS, Blocks.number(top));
            putInt(sip + SipLayout.SURVIVOR_BLOCKS, getInt(sip + SipLayout.SURVIVOR_BLOCKS) + 1);
            putLong(sip + SipLayout.SURVIVOR_END, top + MemoryMap.BLOCK_SIZE);
        }
        putLong(sip + SipLayout.SURVIVOR_TOP, top + size);
        return top;
    }

    private static void closeSurvivors(long sip) {
        int current = getInt(sip + SipLayout.SURVIVORS);
        if (current != 0) {
            putInt(Blocks.entry(Blocks.address(current)) + BlockLayout.TOP, (int) getLong(sip + SipLayout.SURVIVOR_TOP));
        }
    }

    private static void drain(long sip) {
        long object = getLong(sip + SipLayout.GREY);
        while (object != 0) {
            putLong(sip + SipLayout.GREY, getUnsignedInt(object + ObjectLayout.LOCK));
            long copy = getUnsignedInt(object + ObjectLayout.HUB) - ObjectLayout.FORWARDED;
            Objects.scan(sip, copy, Blocks.kind(copy) == BlockLayout.KIND_MATURE);
            Scheduler.shareCollection();
            object = getLong(sip + SipLayout.GREY);
        }
    }
}
