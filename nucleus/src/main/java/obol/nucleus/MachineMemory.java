package obol.nucleus;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BootInfo;
import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;

/** The most memory that all processes may have together: heaps, and exchange memory. */
@NoAllocation
public final class MachineMemory {
    /** Exchange memory that all processes may have together: a quarter of what the heaps may, and for each core at least so much. */
    private static final int EXCHANGE_SHIFT = 2;
    private static final long EXCHANGE_LEAST = 16 << 20;

    private MachineMemory() {}

    /**
     * Sets the limit, of which each core has the same part, and the first process's own quota, which bounds those of all others; for the
     * first process alone, before it has made any. Three quarters of what the machine has are the most that it can be.
     *
     * @param bytes what is in use already is not taken away
     * @return whether this is the first process
     */
    public static boolean limit(long bytes) {
        long core = Nucleus.core();
        long sip = Nucleus.sip();
        if (getInt(sip + SipLayout.NUMBER) != Sips.FIRST) {
            return false;
        }
        long machine = getLong(getLong(core + NucleusLayout.BOOT_INFO) + BootInfo.MEMORY);
        int cores = Cores.count();
        long most = getLong(core + NucleusLayout.BLOCKS_END) - getLong(core + NucleusLayout.BLOCKS_FIRST) << 6;
        long wanted = Math.min(bytes, machine - (machine >>> 2)) / cores >>> MemoryMap.BLOCK_SHIFT;
        long blocks = Math.max(Families.used(Families.outermost(core), FamilyLayout.HEAP), Math.min(wanted, most));
        long pages = Math.max(EXCHANGE_LEAST, (bytes >>> EXCHANGE_SHIFT) / cores) >>> ExchangeLayout.PAGE_SHIFT;
        for (int i = 0; i < cores; i++) {
            // No process of another core has read it yet.
            putLong(Cores.nucleus(i) + NucleusLayout.BLOCKS_LIMIT, blocks);
            Families.setLimit(Families.outermost(Cores.nucleus(i)), FamilyLayout.HEAP, blocks);
            Families.setLimit(Families.outermost(Cores.nucleus(i)), FamilyLayout.EXCHANGE, pages);
        }
        putInt(sip + SipLayout.BLOCKS_QUOTA, (int) blocks);
        return true;
    }
}
