package obol.nucleus.abi;

import obol.layout.SipLayout;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.Abi;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.process.Sips;

/** Exchange blocks of this process, named by handles; 0 is no handle. A handle of a block that is not this process's is refused. */
@NoAllocation
public final class ExchangeMemory {
    private ExchangeMemory() {}

    /** A block of at least so many bytes, zero; 0 if the quota or the memory is used up. */
    @Abi
    public static long allocate(long size) {
        return Exchange.allocate(Nucleus.sip(), size);
    }

    /** Frees a block; false: refused. */
    @Abi
    public static boolean free(long handle) {
        boolean own = Exchange.isOwn(Nucleus.sip(), handle);
        if (own) {
            Exchange.free(Nucleus.sip(), handle);
        }
        return own;
    }

    /**
     * Hands a block to another process; gives the handle that is good there, 0: refused, or there is no such running process, or its quota is used
     * up. On another core the process has it when it hears of anything that this one does after that; if it has ended by then, or has no room any
     * more, the block is freed there.
     */
    @Abi
    public static long give(long handle, int receiver) {
        if (!Exchange.isOwn(Nucleus.sip(), handle)) {
            return 0;
        }
        long sip = Sips.find(receiver);
        if (sip == 0) {
            return FarProcesses.give(handle, receiver);
        }
        return Memory.getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_RUNNING ? Exchange.give(Nucleus.sip(), handle, sip) : 0;
    }

    /** The address of a block's first byte, 0: refused. It must not be used after the block has been given away. */
    @Abi
    public static long address(long handle) {
        return Exchange.isOwn(Nucleus.sip(), handle) ? Exchange.address(handle) : 0;
    }

    /** Bytes of a block, 0: refused. */
    @Abi
    public static long size(long handle) {
        return Exchange.isOwn(Nucleus.sip(), handle) ? Exchange.size(handle) : 0;
    }

    /** The block after this one in the list of this process's blocks, the newest for 0; 0: no more, or refused. */
    @Abi
    public static long next(long handle) {
        boolean good = handle == 0 || Exchange.isOwn(Nucleus.sip(), handle);
        return good ? Exchange.next(Nucleus.sip(), handle) : 0;
    }
}
