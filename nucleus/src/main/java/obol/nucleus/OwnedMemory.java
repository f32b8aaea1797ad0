package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.quota.Families;

/** Raw memory that belongs to a process and goes when it ends: each piece is in the process's list. */
@NoAllocation
public final class OwnedMemory {
    /** What stands before a piece: links of the process's list, the process's structure, and the bytes of all. */
    private static final int NEXT = 0;
    private static final int PREVIOUS = 8;
    private static final int OWNER = 16;
    private static final int BYTES = 24;
    static final int HEAD = 32;

    private OwnedMemory() {}

    /** At least {@code size} bytes, zero, aligned to 32, for the running process. */
    public static long take(long size) {
        return take(Nucleus.core(), Nucleus.sip(), size);
    }

    /** As {@link #take(long)}, for any process; {@code core} is the {@link NucleusLayout}. */
    public static long take(long core, long sip, long size) {
        long header = RawMemory.take(core, size + HEAD);
        long first = getLong(sip + SipLayout.RAW);
        putLong(header + NEXT, first);
        if (first != 0) {
            putLong(first + PREVIOUS, header);
        }
        putLong(sip + SipLayout.RAW, header);
        putLong(header + OWNER, sip);
        putLong(header + BYTES, size + HEAD);
        charge(sip, RawMemory.capacity(size + HEAD));
        return header + HEAD;
    }

    /** Whether the process may take so much: of what is large, or may be refused, to be asked before. */
    public static boolean hasRoom(long sip, long size) {
        return Families.hasRoom(getLong(sip + SipLayout.FAMILY), FamilyLayout.STRUCTURES, RawMemory.capacity(size + HEAD));
    }

    public static void give(long piece) {
        long header = piece - HEAD;
        long sip = getLong(header + OWNER);
        long next = getLong(header + NEXT);
        long previous = getLong(header + PREVIOUS);
        putLong(previous == 0 ? sip + SipLayout.RAW : previous + NEXT, next);
        if (next != 0) {
            putLong(next + PREVIOUS, previous);
        }
        charge(sip, -RawMemory.capacity(getLong(header + BYTES)));
        RawMemory.give(header, getLong(header + BYTES));
    }

    /** Gives back all pieces of the process. */
    public static void giveAll(long sip) {
        while (getLong(sip + SipLayout.RAW) != 0) {
            give(getLong(sip + SipLayout.RAW) + HEAD);
        }
    }

    /** The bytes that were asked for. */
    public static long size(long piece) {
        return getLong(piece - HEAD + BYTES) - HEAD;
    }

    /** Bytes of the process's raw memory, by its list. */
    public static long count(long sip) {
        long bytes = 0;
        for (long header = getLong(sip + SipLayout.RAW); header != 0; header = getLong(header + NEXT)) {
            bytes += RawMemory.capacity(getLong(header + BYTES));
        }
        return bytes;
    }

    private static void charge(long sip, long bytes) {
        putLong(sip + SipLayout.RAW_USED, getLong(sip + SipLayout.RAW_USED) + bytes);
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.STRUCTURES, bytes);
    }
}
