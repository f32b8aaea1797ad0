package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.CpuLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.HandleTable;
import obol.nucleus.channel.KernelObject;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.heap.HeapBlocks;
import obol.nucleus.threads.StackPool;

/** Accounts for all memory by its owners: what the processes have is what was given out, to the byte. */
@NoAllocation
public final class Audit {
    public static final int CLEAN = 0;
    /** A process's count of heap blocks is not that of the block table, or the sum not that of the pool. */
    public static final int BLOCKS = 1;
    /** A process's count of raw memory is not that of its list. */
    public static final int OWNED = 2;
    /** Raw memory is given out that belongs to no processor, process or thread. */
    public static final int RAW = 3;
    /** A stack is neither free nor that of a thread. */
    public static final int STACKS = 4;
    /** A process's count of exchange pages is not that of its list, or a block in the list is not its own. */
    public static final int EXCHANGE = 5;
    /** A process's count of kernel objects or handles is not that of its list or table. */
    public static final int KERNEL = 7;
    /** A process that has ended has something left. */
    public static final int REMAINS = 6;

    private Audit() {}

    /** {@link #CLEAN}, or the first fault found. */
    public static int run() {
        long shared = Nucleus.shared();
        long abandoned = getLong(Nucleus.cpu() + CpuLayout.ENDED_THREAD) != 0 ? 1 : 0;
        long threads = abandoned;
        long raw = DeviceTable.raw() + RawMemory.capacity(CpuLayout.SIZE) + abandoned * RawMemory.capacity(ThreadLayout.SIZE);
        long blocks = 0;
        for (long sip = Sips.first(); sip != 0; sip = Sips.next(sip)) {
            int used = getInt(sip + SipLayout.BLOCKS_USED);
            if (HeapBlocks.count(sip) != used) {
                return BLOCKS;
            }
            blocks += used;
            long owned = OwnedMemory.count(sip);
            if (owned != getLong(sip + SipLayout.RAW_USED)) {
                return OWNED;
            }
            if (!Exchange.isSound(sip)) {
                return EXCHANGE;
            }
            long kernel = KernelObject.count(sip);
            if (kernel != getLong(sip + SipLayout.KERNEL_USED) || !HandleTable.isSound(sip)) {
                return KERNEL;
            }
            raw += kernel;
            long own = threads(sip);
            if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED
                    && (used | owned | kernel | own | getInt(sip + SipLayout.EXCHANGE_USED)) != 0) {
                return REMAINS;
            }
            threads += own;
            raw += RawMemory.capacity(SipLayout.SIZE) + owned + own * RawMemory.capacity(ThreadLayout.SIZE);
            if (getLong(sip + SipLayout.TRACE) != 0) {
                raw += RawMemory.capacity(SipLayout.TRACE_MOST);
            }
        }
        long orphans = getLong(shared + NucleusLayout.ORPHANS);
        if (orphans != 0) {
            raw += RawMemory.capacity(SipLayout.SIZE) + KernelObject.count(orphans);
            if (!Exchange.isSound(orphans)) {
                return EXCHANGE;
            }
        }
        if (blocks != getLong(shared + NucleusLayout.BLOCKS_USED)) {
            return BLOCKS;
        }
        if (raw != getLong(shared + NucleusLayout.RAW_USED)) {
            return RAW;
        }
        return threads + StackPool.free() == StackPool.count() ? CLEAN : STACKS;
    }

    private static long threads(long sip) {
        long count = 0;
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            count++;
        }
        return count;
    }
}
