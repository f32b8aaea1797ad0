package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * Raw memory below 2 GiB for the nucleus's own structures: powers of two from 32 bytes on, each with a list of free
 * pieces. What is given out is zero. Memory given back is never split or joined: structures come in few sizes.
 */
@NoAllocation
public final class RawMemory {
    /** Bytes that there are. As pieces are never split or joined, less than all may be used. */
    static final long CAPACITY = MemoryMap.NUCLEUS_END - MemoryMap.NUCLEUS;

    private RawMemory() {}

    /** At least {@code size} bytes, zero, aligned to the power of two they fill or to a page, whichever is less. */
    public static long take(long size) {
        return take(Nucleus.shared(), size);
    }

    /** As {@link #take(long)}, before there is a running thread; {@code shared} is the {@link NucleusLayout}. */
    public static long take(long shared, long size) {
        int shift = shift(size);
        long free = list(shared, shift);
        putLong(shared + NucleusLayout.RAW_USED, getLong(shared + NucleusLayout.RAW_USED) + (1L << shift));
        long piece = getLong(free);
        if (piece != 0) {
            putLong(free, getLong(piece));
            putLong(piece, 0);
            return piece;
        }
        long capacity = 1L << shift;
        long alignment = Math.min(capacity, 4096);
        piece = getLong(shared + NucleusLayout.RAW_TOP) + alignment - 1 & -alignment;
        if (piece + capacity > MemoryMap.NUCLEUS_END) {
            Nucleus.panic("no memory for the nucleus's structures");
        }
        putLong(shared + NucleusLayout.RAW_TOP, piece + capacity);
        return piece;
    }

    /** Gives back what was taken with the same size. */
    public static void give(long piece, long size) {
        int shift = shift(size);
        Machine.fillMemory(piece, 1L << shift, 0);
        long shared = Nucleus.shared();
        putLong(shared + NucleusLayout.RAW_USED, getLong(shared + NucleusLayout.RAW_USED) - (1L << shift));
        long free = list(shared, shift);
        putLong(piece, getLong(free));
        putLong(free, piece);
    }

    /** The bytes that a piece of that size really takes. */
    public static long capacity(long size) {
        return 1L << shift(size);
    }

    private static int shift(long size) {
        int shift = NucleusLayout.SMALLEST_SHIFT;
        while (1L << shift < size) {
            shift++;
        }
        return shift;
    }

    private static long list(long shared, int shift) {
        return shared + NucleusLayout.FREE_RAW + 8L * (shift - NucleusLayout.SMALLEST_SHIFT);
    }
}
