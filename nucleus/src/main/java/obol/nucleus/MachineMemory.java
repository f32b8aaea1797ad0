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
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;

/** The most memory that all processes may have together: heaps, and exchange memory. */
@NoAllocation
public final class MachineMemory {
    /** Exchange memory that all processes may have together: a quarter of what the heaps may, and at least so much. */
    private static final int EXCHANGE_SHIFT = 2;
    private static final long EXCHANGE_LEAST = 16 << 20;

    private MachineMemory() {}

    /**
     * Sets the limit, and the first process's own quota, which bounds those of all others; for the first process alone, before it has
     * made any. Three quarters of what the machine has are the most that it can be.
     *
     * @param bytes what is in use already is not taken away
     * @return whether this is the first process
     */
    public static boolean limit(long bytes) {
        long shared = Nucleus.shared();
        long sip = Nucleus.sip();
        if (getInt(sip + SipLayout.NUMBER) != Sips.FIRST) {
            return false;
        }
        long machine = getLong(getLong(shared + NucleusLayout.BOOT_INFO) + BootInfo.MEMORY);
        long most = Math.min(MemoryMap.HEAP_END - MemoryMap.HEAP, machine - (machine >>> 2));
        long blocks = Math.max(getLong(shared + NucleusLayout.BLOCKS_USED), Math.min(bytes, most) >>> MemoryMap.BLOCK_SHIFT);
        putLong(shared + NucleusLayout.BLOCKS_LIMIT, blocks);
        putInt(sip + SipLayout.BLOCKS_QUOTA, (int) blocks);
        Families.setLimit(getLong(sip + SipLayout.FAMILY), FamilyLayout.EXCHANGE,
                Math.max(EXCHANGE_LEAST, bytes >>> EXCHANGE_SHIFT) >>> ExchangeLayout.PAGE_SHIFT);
        return true;
    }
}
