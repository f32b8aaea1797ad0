package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.KernelLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.quota.Families;

/** Memory of kernel objects and messages, and who pays for it. */
@NoAllocation
public final class KernelObject {
    private KernelObject() {}

    /** A zeroed object for which the process pays; 0 if it may have no more. */
    static long take(long sip, int kind, long size) {
        if (!hasRoom(sip, RawMemory.capacity(size))) {
            return 0;
        }
        long object = RawMemory.take(size);
        putInt(object + KernelLayout.SIZE, (int) size);
        putInt(object + KernelLayout.KIND, kind);
        link(sip, object);
        return object;
    }

    /** Whether the process may have so many bytes more. What arrives from other cores has no bound: others pay for it there. */
    static boolean hasRoom(long sip, long bytes) {
        long family = getLong(sip + SipLayout.FAMILY);
        return family == 0 || getLong(sip + SipLayout.KERNEL_USED) + bytes <= SipLayout.KERNEL_MOST
                && Families.hasRoom(family, FamilyLayout.STRUCTURES, bytes);
    }

    /** Bytes of an object that came from another core, for which no process of this one pays; of others 0. */
    static long carried(long object) {
        return Crossing.isCarried(object) ? RawMemory.capacity(getUnsignedInt(object + KernelLayout.SIZE)) : 0;
    }

    /** The process takes an end: from now on it pays for the object if that has come from another core. */
    static void carry(long object, long sip) {
        if (Crossing.isCarried(object)) {
            unlink(object);
            link(sip, object);
        }
    }

    static void give(long object) {
        unlink(object);
        RawMemory.give(object, getInt(object + KernelLayout.SIZE));
    }

    static int kind(long object) {
        return getInt(object + KernelLayout.KIND);
    }

    /** The process has ended: what others still hold of its objects and messages is theirs to end. */
    public static void orphan(long sip) {
        long family = getLong(sip + SipLayout.FAMILY);
        while (getLong(sip + SipLayout.KERNEL) != 0) {
            long object = getLong(sip + SipLayout.KERNEL);
            long orphans = Families.orphans(family);
            unlink(object);
            link(orphans, object);
            if (kind(object) == KernelLayout.MESSAGE) {
                Slots.giveBlocks(object, sip, orphans);
            }
        }
    }

    /** Bytes that the process pays for, by its list. */
    public static long count(long sip) {
        long bytes = 0;
        for (long object = getLong(sip + SipLayout.KERNEL); object != 0; object = getLong(object + KernelLayout.NEXT)) {
            if (getLong(object + KernelLayout.PAYER) != sip) {
                return -1;
            }
            bytes += RawMemory.capacity(getUnsignedInt(object + KernelLayout.SIZE));
        }
        return bytes;
    }

    /** Pages of exchange memory in messages on other cores for which the process pays. */
    public static long pagesAway(long sip) {
        long pages = 0;
        for (long object = getLong(sip + SipLayout.KERNEL); object != 0; object = getLong(object + KernelLayout.NEXT)) {
            boolean away = kind(object) == KernelLayout.MESSAGE && getInt(object + KernelLayout.Message.AWAY) != 0;
            pages += away ? getInt(object + KernelLayout.Message.AWAY) - 1 : 0;
        }
        return pages;
    }

    /** Bytes that others hold of processes that have ended. */
    public static long orphaned() {
        long bytes = 0;
        for (long family = getLong(Nucleus.core() + NucleusLayout.FAMILIES); family != 0; family = getLong(family + FamilyLayout.NEXT)) {
            long orphans = getLong(family + FamilyLayout.ORPHANS);
            bytes += orphans == 0 ? 0 : getLong(orphans + SipLayout.KERNEL_USED);
        }
        return bytes;
    }

    private static void link(long sip, long object) {
        long first = getLong(sip + SipLayout.KERNEL);
        putLong(object + KernelLayout.NEXT, first);
        putLong(object + KernelLayout.PREVIOUS, 0);
        if (first != 0) {
            putLong(first + KernelLayout.PREVIOUS, object);
        }
        putLong(sip + SipLayout.KERNEL, object);
        putLong(object + KernelLayout.PAYER, sip);
        charge(sip, RawMemory.capacity(getUnsignedInt(object + KernelLayout.SIZE)));
    }

    private static void unlink(long object) {
        long sip = getLong(object + KernelLayout.PAYER);
        long next = getLong(object + KernelLayout.NEXT);
        long previous = getLong(object + KernelLayout.PREVIOUS);
        putLong(previous == 0 ? sip + SipLayout.KERNEL : previous + KernelLayout.NEXT, next);
        if (next != 0) {
            putLong(next + KernelLayout.PREVIOUS, previous);
        }
        charge(sip, -RawMemory.capacity(getUnsignedInt(object + KernelLayout.SIZE)));
        Families.settle(sip);
    }

    private static void charge(long sip, long bytes) {
        putLong(sip + SipLayout.KERNEL_USED, getLong(sip + SipLayout.KERNEL_USED) + bytes);
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.STRUCTURES, bytes);
    }
}
