package obol.nucleus.heap;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.MemoryMap;
import obol.nucleus.annotation.NoAllocation;

/** The side tables with one bit for each 8 bytes of the heap: where mature objects start, and which are marked. */
@NoAllocation
final class Bits {
    /** log2 of the bytes that one byte of a table stands for. */
    static final int BYTE_SHIFT = 6;
    /** log2 of the bytes that one quadword of a table stands for. */
    static final int WORD_SHIFT = 9;

    private Bits() {}

    /** The place in the table of start bits for an address that is a multiple of 64. */
    static long starts(long address) {
        return MemoryMap.START_BITS + (address >>> BYTE_SHIFT);
    }

    static long marks(long address) {
        return MemoryMap.MARK_BITS + (address >>> BYTE_SHIFT);
    }

    static boolean isStart(long address) {
        return isSet(MemoryMap.START_BITS, address);
    }

    static void setStart(long address) {
        set(MemoryMap.START_BITS, address);
    }

    static boolean isMarked(long address) {
        return isSet(MemoryMap.MARK_BITS, address);
    }

    static void setMark(long address) {
        set(MemoryMap.MARK_BITS, address);
    }

    /** The first object start in [from, to), or {@code to}; both are multiples of 8. */
    static long nextStart(long from, long to) {
        long address = from;
        while (address < to) {
            long bits = getLong(word(MemoryMap.START_BITS, address)) >>> (address >>> 3 & 63);
            if (bits != 0) {
                return Math.min(address + 8L * Long.numberOfTrailingZeros(bits), to);
            }
            address = (address >>> WORD_SHIFT) + 1 << WORD_SHIFT;
        }
        return to;
    }

    /** The last object start in [from, to), or 0. */
    static long previousStart(long from, long to) {
        long address = to - 8;
        while (address >= from) {
            long bits = getLong(word(MemoryMap.START_BITS, address)) << (63 - (address >>> 3 & 63));
            if (bits != 0) {
                long start = address - 8L * Long.numberOfLeadingZeros(bits);
                return start >= from ? start : 0;
            }
            address = (address >>> WORD_SHIFT << WORD_SHIFT) - 8;
        }
        return 0;
    }

    private static boolean isSet(long table, long address) {
        return (getLong(word(table, address)) >>> (address >>> 3 & 63) & 1) != 0;
    }

    private static void set(long table, long address) {
        long word = word(table, address);
        putLong(word, getLong(word) | 1L << (address >>> 3 & 63));
    }

    private static long word(long table, long address) {
        return table + (address >>> WORD_SHIFT << 3);
    }
}
