package obol.nucleus;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.BootInfo;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;

/**
 * What environment and command line say to the nucleus. Environment: {@code OBOL_XMX=64M} the most memory for the heap (suffixes K, M,
 * G), {@code OBOL_CPUS=2} how many cores, and {@code OBOL_STRESS} with any of the words collect, preempt, verify, poison, kill, and every=N for one collection or kill in N occasions;
 * where there is no environment, the first words of the system's command line stand for its entries.
 * The command line, of the system alone, as a program's words are its own: {@code --mem 256M}, {@code --cpus 2}, {@code --with FILE} of suites, {@code --seal}. Read
 * before there is a heap.
 */
@NoAllocation
final class Options {
    private static final long LEAST_MEMORY = 1L << 20;
    /** The options that have no value. */
    static final String SEAL = "--seal", NET = "--net";

    private Options() {}

    /**
     * Bytes for the heaps. For a program, if nothing is said, a quarter of memory, but at most {@code most}; for the system half: the
     * rest is for exchange memory, stacks and the nucleus's own.
     */
    static long memory(long info, long most) {
        long all = MemoryMap.HEAP_END - MemoryMap.HEAP;
        long value = find(info, "OBOL_XMX=");
        if (value != 0) {
            return Math.min(all, Math.max(LEAST_MEMORY, parseSize(value)));
        }
        return isSystem(info) ? Math.min(all, Math.max(LEAST_MEMORY, machine(info) >>> 1))
                : Math.min(most, Math.max(LEAST_MEMORY, machine(info) >>> 2));
    }

    /** Bytes for all stacks: a quarter of memory. */
    static long stacks(long info) {
        return Math.max(LEAST_MEMORY, machine(info) >>> 2);
    }

    /** Bytes that the machine has, or that the system may use. */
    private static long machine(long info) {
        long given = isSystem(info) ? word(info, "--mem") : 0;
        return given == 0 ? getLong(info + BootInfo.MEMORY) : parseSize(given);
    }

    /** The address of the words that say how many cores there are to be, 0: nothing is said. */
    static long coresText(long info) {
        long value = find(info, "OBOL_CPUS=");
        return value != 0 || !isSystem(info) ? value : word(info, "--cpus");
    }

    /** How many cores those words say; -1: they are not a number from 1 to {@link Cores#MOST}. */
    static int cores(long text) {
        int digit = getByte(text) - '0';
        return digit < 1 || digit > Cores.MOST || getByte(text + 1) != 0 ? -1 : digit;
    }

    static int stress(long info) {
        long value = find(info, "OBOL_STRESS=");
        int stress = 0;
        while (value != 0 && getByte(value) != 0) {
            stress |= Literal.begins(value, "collect") ? SipLayout.STRESS_COLLECT
                    : Literal.begins(value, "preempt") ? SipLayout.STRESS_PREEMPT
                    : Literal.begins(value, "verify") ? SipLayout.STRESS_VERIFY
                    : Literal.begins(value, "poison") ? SipLayout.STRESS_POISON
                    : Literal.begins(value, "kill") ? SipLayout.STRESS_KILL : 0;
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
        return isSystem(info) ? word(info, "--with") : 0;
    }

    /** Whether the system's command line has this option; what stands in the place of another one's value is none. */
    static boolean has(long info, String option) {
        long words = getLong(info + BootInfo.ARGUMENTS);
        long i = 1 + settings(info);
        while (isSystem(info) && i < getLong(info + BootInfo.ARGUMENT_COUNT)) {
            long at = getLong(words + 8 * i);
            if (Literal.is(at, option)) {
                return true;
            }
            i += Literal.is(at, SEAL) || Literal.is(at, NET) ? 1 : 2;
        }
        return false;
    }

    /** Whether the command line is a system's. */
    static boolean isSystem(long info) {
        return getInt(getLong(info + BootInfo.IMAGE) + ImageHeader.KIND) == ImageHeader.KIND_SYSTEM;
    }

    /** The address of the word behind {@code option} on the command line, 0: none. */
    private static long word(long info, String option) {
        long words = getLong(info + BootInfo.ARGUMENTS);
        for (long i = 0; i + 1 < getLong(info + BootInfo.ARGUMENT_COUNT); i++) {
            long at = getLong(words + 8 * i);
            if (Literal.begins(at, option) && getByte(at + Literal.length(option)) == 0) {
                return getLong(words + 8 * (i + 1));
            }
        }
        return 0;
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
        for (int i = 1; i <= settings(info); i++) {
            long word = getLong(getLong(info + BootInfo.ARGUMENTS) + 8L * i);
            if (Literal.begins(word, prefix)) {
                return word + Literal.length(prefix);
            }
        }
        return 0;
    }

    /** How many words behind the first one stand for entries of an environment that is not there. */
    static int settings(long info) {
        int count = 0;
        if (getLong(info + BootInfo.ENVIRONMENT) == 0 && isSystem(info)) {
            long words = getLong(info + BootInfo.ARGUMENTS);
            while (count + 1 < getLong(info + BootInfo.ARGUMENT_COUNT) && Literal.begins(getLong(words + 8L * (count + 1)), "OBOL_")) {
                count++;
            }
        }
        return count;
    }
}
