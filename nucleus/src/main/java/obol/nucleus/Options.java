package obol.nucleus;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getLong;

import obol.layout.BootInfo;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * What the environment says to the nucleus: {@code OBOL_XMX=64M} the most memory for the heap (suffixes K, M, G), and
 * {@code OBOL_STRESS} with any of the words collect, preempt, verify, poison, and every=N for one collection in N
 * occasions; {@code OBOL_SUITES} a file of suites. Read before there is a heap.
 */
@NoAllocation
final class Options {
    private static final long LEAST_MEMORY = 1L << 20;

    private Options() {}

    /** Bytes for the heap; a quarter of memory, but at most {@code most}, if nothing is said. */
    static long memory(long info, long most) {
        long all = MemoryMap.HEAP_END - MemoryMap.HEAP;
        long value = find(info, "OBOL_XMX=");
        if (value != 0) {
            return Math.min(all, Math.max(LEAST_MEMORY, parseSize(value)));
        }
        return Math.min(most, Math.max(LEAST_MEMORY, getLong(info + BootInfo.MEMORY) >>> 2));
    }

    static int stress(long info) {
        long value = find(info, "OBOL_STRESS=");
        int stress = 0;
        while (value != 0 && getByte(value) != 0) {
            stress |= Literal.begins(value, "collect") ? SipLayout.STRESS_COLLECT
                    : Literal.begins(value, "preempt") ? SipLayout.STRESS_PREEMPT
                    : Literal.begins(value, "verify") ? SipLayout.STRESS_VERIFY
                    : Literal.begins(value, "poison") ? SipLayout.STRESS_POISON : 0;
            value++;
        }
        return stress;
    }

    /** N of {@code every=N}; 1 if it is not there. */
    static int stressEvery(long info) {
        long value = find(info, "OBOL_STRESS=");
        while (value != 0 && getByte(value) != 0) {
            if (Literal.begins(value, "every=")) {
                return (int) Math.max(1, parseSize(value + Literal.length("every=")) & 0xFFFFFF);
            }
            value++;
        }
        return 1;
    }

    /** The address of the name of a file with suites to be loaded, 0: none. */
    static long suites(long info) {
        return find(info, "OBOL_SUITES=");
    }

    private static long parseSize(long text) {
        long size = 0;
        long at = text;
        while (getByte(at) >= '0' && getByte(at) <= '9' && size < 1L << 40) {
            size = size * 10 + getByte(at) - '0';
            at++;
        }
        switch (getByte(at) | 0x20) {
            case 'k': return size << 10;
            case 'm': return size << 20;
            case 'g': return size << 30;
            default: return size;
        }
    }

    /** The address behind {@code prefix} in the environment's entry that begins with it, 0: none. */
    private static long find(long info, String prefix) {
        long entries = getLong(info + BootInfo.ENVIRONMENT);
        while (entries != 0 && getLong(entries) != 0) {
            if (Literal.begins(getLong(entries), prefix)) {
                return getLong(entries) + Literal.length(prefix);
            }
            entries += 8;
        }
        return 0;
    }
}
