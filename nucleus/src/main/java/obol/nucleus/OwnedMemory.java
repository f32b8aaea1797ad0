package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.NucleusLayout;
import obol.layout.OwnedLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/** Raw memory that belongs to a process and goes when it ends: each piece is in the process's list. */
@NoAllocation
public final class OwnedMemory {
    private OwnedMemory() {}

    /** At least {@code size} bytes, zero, aligned to 32, for the running process. */
    public static long take(long size) {
        return take(Nucleus.shared(), Nucleus.sip(), size);
    }

    /** As {@link #take(long)}, for any process; {@code shared} is the {@link NucleusLayout}. */
    public static long take(long shared, long sip, long size) {
        long header = RawMemory.take(shared, size + OwnedLayout.SIZE);
        long first = getLong(sip + SipLayout.RAW);
        putLong(header + OwnedLayout.NEXT, first);
        if (first != 0) {
            putLong(first + OwnedLayout.PREVIOUS, header);
        }
        putLong(sip + SipLayout.RAW, header);
        putLong(header + OwnedLayout.OWNER, sip);
        putLong(header + OwnedLayout.BYTES, size + OwnedLayout.SIZE);
        charge(sip, RawMemory.capacity(size + OwnedLayout.SIZE));
        return header + OwnedLayout.SIZE;
    }

    public static void give(long piece) {
        long header = piece - OwnedLayout.SIZE;
        long sip = getLong(header + OwnedLayout.OWNER);
        long next = getLong(header + OwnedLayout.NEXT);
        long previous = getLong(header + OwnedLayout.PREVIOUS);
        putLong(previous == 0 ? sip + SipLayout.RAW : previous + OwnedLayout.NEXT, next);
        if (next != 0) {
            putLong(next + OwnedLayout.PREVIOUS, previous);
        }
        charge(sip, -RawMemory.capacity(getLong(header + OwnedLayout.BYTES)));
        RawMemory.give(header, getLong(header + OwnedLayout.BYTES));
    }

    /** Gives back all pieces of the process. */
    public static void giveAll(long sip) {
        while (getLong(sip + SipLayout.RAW) != 0) {
            give(getLong(sip + SipLayout.RAW) + OwnedLayout.SIZE);
        }
    }

    /** The bytes that were asked for. */
    public static long size(long piece) {
        return getLong(piece - OwnedLayout.SIZE + OwnedLayout.BYTES) - OwnedLayout.SIZE;
    }

    private static void charge(long sip, long bytes) {
        putLong(sip + SipLayout.RAW_USED, getLong(sip + SipLayout.RAW_USED) + bytes);
    }
}
