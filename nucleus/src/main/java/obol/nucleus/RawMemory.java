package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.NucleusLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * The running core's raw memory, below 2 GiB for the nucleus's own structures: sizes are powers of two from 32 bytes on, above 16 KiB also three between
 * each and the next, and each has a list of free pieces. What is given out is zero. Memory given back is never split or joined:
 * structures come in few sizes.
 */
@NoAllocation
public final class RawMemory {
    /** The index of the first size that is no power of two. */
    private static final int STEPS = NucleusLayout.STEPS_SHIFT - NucleusLayout.SMALLEST_SHIFT + 1;

    private RawMemory() {}

    /** At least {@code size} bytes, zero, aligned to the largest power of two that divides what they fill, or to a page. */
    public static long take(long size) {
        return take(Nucleus.core(), size);
    }

    /** As {@link #take(long)}, before {@code core}, the {@link NucleusLayout}, runs a thread. */
    public static long take(long core, long size) {
        int index = index(size);
        long capacity = capacityOf(index);
        long free = list(core, index);
        putLong(core + NucleusLayout.RAW_USED, getLong(core + NucleusLayout.RAW_USED) + capacity);
        long piece = getLong(free);
        if (piece != 0) {
            putLong(free, getLong(piece));
            putLong(piece, 0);
            return piece;
        }
        long alignment = Math.min(capacity & -capacity, 4096);
        piece = getLong(core + NucleusLayout.RAW_TOP) + alignment - 1 & -alignment;
        if (piece + capacity > getLong(core + NucleusLayout.RAW_END)) {
            Nucleus.panic("no memory for the nucleus's structures");
        }
        putLong(core + NucleusLayout.RAW_TOP, piece + capacity);
        return piece;
    }

    /** Gives back what was taken with the same size. */
    public static void give(long piece, long size) {
        int index = index(size);
        long capacity = capacityOf(index);
        Machine.fillMemory(piece, capacity, 0);
        long core = Nucleus.core();
        putLong(core + NucleusLayout.RAW_USED, getLong(core + NucleusLayout.RAW_USED) - capacity);
        long free = list(core, index);
        putLong(piece, getLong(free));
        putLong(free, piece);
    }

    /** Whether nobody has written into a piece after it was given back; of the running core's. */
    public static boolean isFreeClean() {
        long core = Nucleus.core();
        for (int index = 0; index < NucleusLayout.RAW_CLASSES; index++) {
            long capacity = capacityOf(index);
            for (long piece = getLong(list(core, index)); piece != 0; piece = getLong(piece)) {
                for (long at = 8; at < capacity; at += 8) {
                    if (getLong(piece + at) != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The bytes that a piece of that size really takes. */
    public static long capacity(long size) {
        return capacityOf(index(size));
    }

    /** The least index of a size that is enough. */
    private static int index(long size) {
        int shift = NucleusLayout.SMALLEST_SHIFT;
        while (1L << shift < size) {
            shift++;
        }
        if (shift <= NucleusLayout.STEPS_SHIFT) {
            return shift - NucleusLayout.SMALLEST_SHIFT;
        }
        long below = size - 1 - (1L << shift - 1);
        return STEPS + 4 * (shift - 1 - NucleusLayout.STEPS_SHIFT) + (int) (below >>> shift - 3);
    }

    private static long capacityOf(int index) {
        int step = index - STEPS;
        if (step < 0) {
            return 1L << index + NucleusLayout.SMALLEST_SHIFT;
        }
        int shift = NucleusLayout.STEPS_SHIFT + (step >> 2);
        return (1L << shift) + ((step & 3) + 1L << shift - 2);
    }

    private static long list(long core, int index) {
        return core + NucleusLayout.FREE_RAW + 8L * index;
    }
}
