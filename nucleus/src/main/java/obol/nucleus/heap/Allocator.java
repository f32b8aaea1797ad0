package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BlockLayout;
import obol.layout.CardLayout;
import obol.layout.FamilyLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;
import obol.nucleus.quota.Families;

/**
 * Room for new objects: small ones in the nursery, medium ones among the mature, large ones in blocks of their own.
 * Takes a block only if afterwards a minor collection can still copy all that is young, so that a collection never runs
 * out of blocks.
 */
@NoAllocation
final class Allocator {
    /** The largest size of an object that shares its block with others. */
    static final long MEDIUM_MAX = 16384;
    /** The most bytes that are cleared at once, without a poll. */
    static final long CLEARED_MAX = 1 << 20;
    /** The allocation buffer grows by this much, so that what is cleared is still in the cache when it is used. */
    private static final long STEP = 4096;

    private Allocator() {}

    /**
     * An object all zero but its header, and its length if {@code length} is not negative; 0 if there is no room. An array of
     * more than {@link #CLEARED_MAX} bytes comes with length 0: {@link #extend} follows.
     */
    static long allocate(long hub, long size, int length) {
        long sip = Nucleus.sip();
        long object;
        if (size <= ObjectLayout.SMALL_MOST) {
            object = allocateSmall(sip, size);
        } else if (size <= MEDIUM_MAX) {
            object = allocateMedium(sip, size);
        } else {
            object = allocateLarge(sip, size);
        }
        if (object != 0) {
            putLong(object, hub);
            if (length >= 0) {
                putInt(object + ObjectLayout.ARRAY_LENGTH, size > CLEARED_MAX ? 0 : length);
            }
        }
        return object;
    }

    private static long allocateSmall(long sip, long size) {
        long thread = Memory.thread();
        long top = getLong(thread + ThreadLayout.ALLOC_TOP);
        long end = getLong(thread + ThreadLayout.ALLOC_END);
        if (size > end - top) {
            long limit = (end + MemoryMap.BLOCK_SIZE - 1) & -MemoryMap.BLOCK_SIZE;
            if (size > limit - top) {
                long block = takeNursery(sip);
                if (block == 0) {
                    return 0;
                }
                top = block;
                end = block;
                limit = block + MemoryMap.BLOCK_SIZE;
            }
            long step = (getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_COLLECT) != 0 ? size : Math.max(size, STEP);
            long newEnd = Math.min(limit, top + step);
            Machine.fillMemory(end, newEnd - end, 0);
            putLong(thread + ThreadLayout.ALLOC_END, newEnd);
        }
        putLong(thread + ThreadLayout.ALLOC_TOP, top + size);
        return top;
    }

    private static long takeNursery(long sip) {
        int blocks = getInt(sip + SipLayout.NURSERY_BLOCKS);
        if (blocks >= getInt(sip + SipLayout.NURSERY_LIMIT) || !hasRoom(sip, 1, 1)) {
            return 0;
        }
        long block = Blocks.take(sip, BlockLayout.KIND_NURSERY);
        if (block != 0) {
            closeNursery(sip);
            putInt(Blocks.entry(block) + BlockLayout.NEXT, getInt(sip + SipLayout.NURSERY));
            putInt(sip + SipLayout.NURSERY, Blocks.number(block));
            putInt(sip + SipLayout.NURSERY_BLOCKS, blocks + 1);
            putLong(sip + SipLayout.ALLOCATED, getLong(sip + SipLayout.ALLOCATED) + MemoryMap.BLOCK_SIZE);
        }
        return block;
    }

    /** Notes in the current nursery block how far it is full, and takes the buffer from the running thread. */
    static void closeNursery(long sip) {
        int current = getInt(sip + SipLayout.NURSERY);
        long thread = Memory.thread();
        if (current != 0) {
            putInt(Blocks.entry(Blocks.address(current)) + BlockLayout.TOP, (int) getLong(thread + ThreadLayout.ALLOC_TOP));
        }
        putLong(thread + ThreadLayout.ALLOC_TOP, 0);
        putLong(thread + ThreadLayout.ALLOC_END, 0);
    }

    private static long allocateMedium(long sip, long size) {
        if (size > getLong(sip + SipLayout.MEDIUM_END) - getLong(sip + SipLayout.MEDIUM_TOP) && !hasRoom(sip, 1, 0)) {
            return 0;
        }
        long object = Mature.allocate(sip, size);
        if (object != 0) {
            Machine.fillMemory(object, size, 0);
            born(object, size);
        }
        return object;
    }

    private static long allocateLarge(long sip, long size) {
        int count = blocksFor(size);
        if (!hasRoom(sip, count, 0)) {
            return 0;
        }
        long object = Blocks.takeSpan(sip, count, BlockLayout.KIND_LARGE, BlockLayout.KIND_LARGE_REST);
        if (object == 0) {
            return 0;
        }
        for (int i = 1; i < count; i++) {
            putInt(Blocks.entry(object + Blocks.address(i)) + BlockLayout.SPAN, i);
        }
        long entry = Blocks.entry(object);
        putInt(entry + BlockLayout.SPAN, count);
        putInt(entry + BlockLayout.NEXT, getInt(sip + SipLayout.LARGE));
        putInt(sip + SipLayout.LARGE, Blocks.number(object));
        putInt(sip + SipLayout.MATURE_BLOCKS, getInt(sip + SipLayout.MATURE_BLOCKS) + count);
        putLong(sip + SipLayout.ALLOCATED, getLong(sip + SipLayout.ALLOCATED) + size);
        Machine.fillMemory(object, Math.min(size, CLEARED_MAX), 0);
        Bits.setStart(object);
        born(object, size);
        return object;
    }

    /** Clears the next elements of an array and counts them in, no more than {@code length} in all; false: it has that length. */
    static boolean extend(Object array, int length) {
        long hub = Memory.hubOf(array);
        long object = Memory.addressOf(array);
        int shift = Hubs.elementShift(hub);
        int now = getInt(object + ObjectLayout.ARRAY_LENGTH);
        int more = Math.min(length - now, (int) (CLEARED_MAX >>> shift));
        Machine.fillMemory(object + Hubs.elements(hub) + ((long) now << shift), (long) more << shift, 0);
        putInt(object + ObjectLayout.ARRAY_LENGTH, now + more);
        if (now + more != length) {
            return true;
        }
        // A collection in between has found nothing in these cards.
        born(object, Hubs.arraySize(hub, length));
        return false;
    }

    /** Stores into a fresh object have no barrier, so one that is born outside the nursery begins with dirty cards. */
    private static void born(long object, long size) {
        long first = object >>> MemoryMap.CARD_SHIFT;
        long last = object + size - 1 >>> MemoryMap.CARD_SHIFT;
        Machine.fillMemory(MemoryMap.CARD_TABLE + first, last - first + 1, CardLayout.DIRTY);
    }

    static int blocksFor(long size) {
        return (int) (size + MemoryMap.BLOCK_SIZE - 1 >>> MemoryMap.BLOCK_SHIFT);
    }

    /**
     * Whether {@code count} blocks, {@code young} of them for the nursery, may be taken and leave enough to copy all young blocks, within
     * the process's quota and its family's. What is left stays the process's own until it is collected: so all can copy, whoever collects next
     * and whoever else is in the middle of it.
     */
    static boolean hasRoom(long sip, int count, int young) {
        int own = young(sip) + young;
        long needed = (long) getInt(sip + SipLayout.BLOCKS_USED) + count + own + growth(own);
        return needed <= getInt(sip + SipLayout.BLOCKS_QUOTA) && charge(sip, (int) needed);
    }

    /** Whether the process, which has no young blocks, may take one for a while. */
    static boolean hasSpareBlock(long sip) {
        return charge(sip, getInt(sip + SipLayout.BLOCKS_USED) + 1);
    }

    /** The process may come to have so many blocks before its next collection has ended; false if its family may not, or the machine. */
    private static boolean charge(long sip, int blocks) {
        int more = blocks - getInt(sip + SipLayout.BLOCKS_CHARGED);
        if (more > 0) {
            long family = getLong(sip + SipLayout.FAMILY);
            if (!Families.hasRoom(family, FamilyLayout.HEAP, more)) {
                return false;
            }
            Families.add(family, FamilyLayout.HEAP, more);
            putInt(sip + SipLayout.BLOCKS_CHARGED, blocks);
        }
        return true;
    }

    /** After a collection, or at the end: the family is charged for no more than the process can have before the next one, or has reserved. */
    static void settle(long sip) {
        int used = getInt(sip + SipLayout.BLOCKS_USED);
        int blocks = Math.max(getInt(sip + SipLayout.BLOCKS_RESERVED), used == 0 ? 0 : used + young(sip) + growth(young(sip)));
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.HEAP, blocks - getInt(sip + SipLayout.BLOCKS_CHARGED));
        putInt(sip + SipLayout.BLOCKS_CHARGED, blocks);
    }

    private static int young(long sip) {
        return getInt(sip + SipLayout.NURSERY_BLOCKS) + getInt(sip + SipLayout.SURVIVOR_BLOCKS);
    }

    /**
     * By how many blocks a process may have grown when so many young ones have been copied: objects are at most a quarter of a block,
     * so each block they are copied to is three quarters full or more.
     */
    private static int growth(int young) {
        return (young + 2) / 3 + 3;
    }
}
