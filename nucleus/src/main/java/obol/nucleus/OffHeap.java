package obol.nucleus;

import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * Memory outside the heap for direct buffers, and the bulk operations of Unsafe, whose places are an object and an offset
 * from it, or null and an address. All pieces of a process together take no more than its heap may.
 */
@NoAllocation
public final class OffHeap {
    /** Largest piece that {@link RawMemory} has lists for, with its head. */
    private static final long MOST = (1L << NucleusLayout.LARGEST_SHIFT) - OwnedMemory.HEAD;

    private OffHeap() {}

    /** Zeroed memory aligned to 16 bytes; 0 if there is none of that size. */
    public static long allocate(long size) {
        long sip = Nucleus.sip();
        long quota = (long) Memory.getInt(sip + SipLayout.BLOCKS_QUOTA) << MemoryMap.BLOCK_SHIFT;
        if (size < 0 || size > MOST || size > quota - Memory.getLong(sip + SipLayout.RAW_USED)
                || !OwnedMemory.hasRoom(sip, size)) {
            return 0;
        }
        return OwnedMemory.take(size);
    }

    /** As C's realloc. */
    public static long reallocate(long address, long size) {
        long other = allocate(size);
        if (address != 0 && other != 0) {
            Machine.copyMemory(address, other, Math.min(size, OwnedMemory.size(address)));
            free(address);
        }
        return other;
    }

    public static void free(long address) {
        if (address != 0) {
            OwnedMemory.give(address);
        }
    }

    public static void fill(Object base, long offset, long size, byte value) {
        Machine.fillMemory(Memory.addressOf(base) + offset, size, value);
    }

    /** Not for arrays of references. */
    public static void copy(Object from, long fromOffset, Object to, long toOffset, long size) {
        Machine.copyMemory(Memory.addressOf(from) + fromOffset, Memory.addressOf(to) + toOffset, size);
    }

    /** Copies elements of 2, 4 or 8 bytes, each with its bytes in the other order; the places may be the same. */
    public static void copySwapped(Object from, long fromOffset, Object to, long toOffset, long size, int elementSize) {
        long source = Memory.addressOf(from) + fromOffset;
        long target = Memory.addressOf(to) + toOffset;
        boolean up = target <= source;
        for (long i = 0; i < size; i += elementSize) {
            long at = up ? i : size - elementSize - i;
            long element = 0;
            for (int k = 0; k < elementSize; k++) {
                element = element << 8 | Memory.getByte(source + at + k) & 0xFF;
            }
            for (int k = 0; k < elementSize; k++) {
                Memory.putByte(target + at + k, (byte) (element >>> 8 * k));
            }
        }
    }
}
