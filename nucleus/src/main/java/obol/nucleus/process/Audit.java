package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.CpuLayout;
import obol.layout.FamilyLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Ends;
import obol.nucleus.channel.HandleTable;
import obol.nucleus.channel.KernelObject;
import obol.nucleus.channel.Traffic;
import obol.nucleus.core.Far;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.heap.HeapBlocks;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.StackPool;
import obol.nucleus.threads.Stacks;

/**
 * Accounts for all that a core has given out by its owners, to the byte: what the processes and families have is what was given out, and each
 * end of a kernel object has one holder. May be run at any time; takes time in proportion to all that there is.
 */
@NoAllocation
public final class Audit {
    public static final int CLEAN = 0;
    /** A process's count of heap blocks is not that of the block table, or the sum not that of the pool. */
    public static final int BLOCKS = 1;
    /** A process's count of raw memory is not that of its list. */
    public static final int OWNED = 2;
    /** Raw memory is given out that belongs to no process, thread or family, or somebody has written into a piece that he had given back. */
    public static final int RAW = 3;
    /** A process's count of threads or of their stacks' pages is not that of its list, or a stack is neither free nor that of a thread. */
    public static final int THREADS = 4;
    /** A process's count of exchange pages is not that of its list, a block in the list is not its own, or a page is nobody's. */
    public static final int EXCHANGE = 5;
    /** A process that has ended has something left. */
    public static final int REMAINS = 6;
    /** A process's count of kernel objects or handles is not that of its list or table. */
    public static final int KERNEL = 7;
    /** An end of a kernel object has no holder, or two. */
    public static final int ENDS = 8;
    /** What is counted in a family is not what its processes have. */
    public static final int FAMILY = 9;

    private Audit() {}

    /** What is at fault, in a word. */
    public static String name(int fault) {
        return switch (fault) {
            case CLEAN -> "none";
            case BLOCKS -> "blocks";
            case OWNED -> "owned";
            case RAW -> "raw";
            case THREADS -> "threads";
            case EXCHANGE -> "exchange";
            case REMAINS -> "remains";
            case KERNEL -> "objects";
            case ENDS -> "ends";
            default -> "family";
        };
    }

    /** {@link #CLEAN}, or the first fault found. */
    public static int run() {
        if (!RawMemory.isFreeClean()) {
            return RAW;
        }
        long blocks = 0;
        long threads = 0;
        long pages = 0;
        long raw = Far.raw() + DeviceTable.raw() + Traffic.raw();
        for (long sip = Sips.first(); sip != 0; sip = Sips.next(sip)) {
            int fault = ofProcess(sip);
            if (fault != CLEAN) {
                return fault;
            }
            int own = getInt(sip + SipLayout.THREAD_STRUCTURES);
            blocks += getInt(sip + SipLayout.BLOCKS_USED);
            threads += own;
            pages += getInt(sip + SipLayout.EXCHANGE_USED);
            raw += RawMemory.capacity(SipLayout.SIZE) + own * RawMemory.capacity(ThreadLayout.SIZE)
                    + getLong(sip + SipLayout.RAW_USED) + getLong(sip + SipLayout.KERNEL_USED)
                    + (getLong(sip + SipLayout.TRACE) == 0 ? 0 : RawMemory.capacity(SipLayout.TRACE_MOST));
        }
        long core = Nucleus.core();
        for (long family = getLong(core + NucleusLayout.FAMILIES); family != 0; family = getLong(family + FamilyLayout.NEXT)) {
            raw += RawMemory.capacity(FamilyLayout.SIZE);
            long orphans = getLong(family + FamilyLayout.ORPHANS);
            if (orphans != 0) {
                if (!Exchange.isSound(orphans, KernelObject.pagesAway(orphans)) || KernelObject.count(orphans) != getLong(orphans + SipLayout.KERNEL_USED)) {
                    return KERNEL;
                }
                raw += RawMemory.capacity(SipLayout.SIZE) + getLong(orphans + SipLayout.KERNEL_USED);
                pages += getInt(orphans + SipLayout.EXCHANGE_USED);
            }
            if (!isSound(family)) {
                return FAMILY;
            }
        }
        // A thread that has ended stands on its stack until another one runs.
        long cpu = Nucleus.cpu();
        boolean ended = getLong(cpu + CpuLayout.ENDED_THREAD) != 0 || getLong(getLong(cpu + CpuLayout.CURRENT) + ThreadLayout.SIP) == 0;
        long abandoned = ended ? 1 : 0;
        threads += abandoned;
        raw += abandoned * RawMemory.capacity(ThreadLayout.SIZE);
        return blocks != getLong(core + NucleusLayout.BLOCKS_USED) ? BLOCKS
                : raw != getLong(core + NucleusLayout.RAW_USED) ? RAW
                : threads + StackPool.free() != StackPool.count() ? THREADS
                : pages + Exchange.carried() - Exchange.foreign() + Exchange.freePages() != Exchange.pagesEverUsed() ? EXCHANGE
                : !Ends.areSound() ? ENDS : CLEAN;
    }

    private static int ofProcess(long sip) {
        int used = getInt(sip + SipLayout.BLOCKS_USED);
        long owned = OwnedMemory.count(sip);
        long kernel = KernelObject.count(sip);
        long threads = threads(sip);
        return HeapBlocks.count(sip) != used ? BLOCKS
                : owned != getLong(sip + SipLayout.RAW_USED) ? OWNED
                : !Exchange.isSound(sip, KernelObject.pagesAway(sip)) ? EXCHANGE
                : kernel != getLong(sip + SipLayout.KERNEL_USED) || !HandleTable.isSound(sip) ? KERNEL
                : threads != getInt(sip + SipLayout.THREAD_STRUCTURES) || Stacks.pagesOfAll(sip) != getInt(sip + SipLayout.STACK_PAGES) ? THREADS
                : getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED
                    && (used | owned | kernel | threads | getInt(sip + SipLayout.EXCHANGE_USED) | getInt(sip + SipLayout.BLOCKS_CHARGED)) != 0
                    ? REMAINS : CLEAN;
    }

    private static long threads(long sip) {
        long count = 0;
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            count++;
        }
        return count;
    }

    /** Whether what is counted in the family is the sum of what its processes have, and of what those have left that have ended. */
    private static boolean isSound(long family) {
        long heap = 0;
        long exchange = 0;
        long structures = 0;
        long threads = 0;
        long stacks = 0;
        long processes = 0;
        for (long sip = Sips.first(); sip != 0; sip = Sips.next(sip)) {
            if (liesIn(getLong(sip + SipLayout.FAMILY), family)) {
                heap += getInt(sip + SipLayout.BLOCKS_CHARGED);
                exchange += getInt(sip + SipLayout.EXCHANGE_USED);
                structures += getLong(sip + SipLayout.RAW_USED) + getLong(sip + SipLayout.KERNEL_USED);
                threads += getInt(sip + SipLayout.THREAD_STRUCTURES);
                stacks += getInt(sip + SipLayout.STACK_PAGES);
                processes++;
            }
        }
        for (long each = getLong(Nucleus.core() + NucleusLayout.FAMILIES); each != 0; each = getLong(each + FamilyLayout.NEXT)) {
            long orphans = getLong(each + FamilyLayout.ORPHANS);
            if (orphans != 0 && liesIn(each, family)) {
                exchange += getInt(orphans + SipLayout.EXCHANGE_USED);
                structures += getLong(orphans + SipLayout.KERNEL_USED);
            }
        }
        return has(family, FamilyLayout.HEAP, heap) && has(family, FamilyLayout.EXCHANGE, exchange)
                && has(family, FamilyLayout.STRUCTURES, structures) && has(family, FamilyLayout.THREADS, threads)
                && has(family, FamilyLayout.STACKS, stacks) && has(family, FamilyLayout.PROCESSES, processes);
    }

    private static boolean has(long family, int resource, long amount) {
        return Families.used(family, resource) == amount;
    }

    private static boolean liesIn(long inner, long family) {
        long each = inner;
        while (each != 0 && each != family) {
            each = getLong(each + FamilyLayout.PARENT);
        }
        return each == family;
    }
}
