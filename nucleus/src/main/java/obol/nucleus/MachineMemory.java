package obol.nucleus;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BootInfo;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;

/** The most memory that the heaps of all processes may have together. */
@NoAllocation
public final class MachineMemory {
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
        return true;
    }
}
