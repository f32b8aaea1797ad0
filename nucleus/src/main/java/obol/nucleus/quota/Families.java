package obol.nucleus.quota;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;

/** Families of processes, and what is counted in them; {@code family} 0 has no bounds. */
@NoAllocation
public final class Families {
    private Families() {}

    /** A family without limits of its own in {@code parent}, 0: in none. {@code head}: number of the process for which it is. */
    public static long create(long core, long parent, int head) {
        long family = RawMemory.take(core, FamilyLayout.SIZE);
        putLong(family + FamilyLayout.PARENT, parent);
        putInt(family + FamilyLayout.HEAD, head);
        for (int resource = 0; resource < FamilyLayout.RESOURCES; resource++) {
            setLimit(family, resource, Long.MAX_VALUE);
        }
        putLong(family + FamilyLayout.NEXT, getLong(core + NucleusLayout.FAMILIES));
        putLong(core + NucleusLayout.FAMILIES, family);
        if (parent != 0) {
            putInt(parent + FamilyLayout.MEMBERS, getInt(parent + FamilyLayout.MEMBERS) + 1);
        }
        return family;
    }

    /** The family that all others of a core lie in: the one that was made first. */
    public static long outermost(long core) {
        long family = getLong(core + NucleusLayout.FAMILIES);
        while (getLong(family + FamilyLayout.NEXT) != 0) {
            family = getLong(family + FamilyLayout.NEXT);
        }
        return family;
    }

    /** The family on this core of a head on another one, in {@code parent}; made if there is none yet, with limits from {@code limits} on. */
    public static long mirror(long parent, int head, long limits) {
        long family = ofHead(head);
        if (family == 0) {
            family = create(Nucleus.core(), parent, head);
            for (int resource = 0; resource < FamilyLayout.RESOURCES; resource++) {
                setLimit(family, resource, getLong(limits + 8L * resource));
            }
        }
        return family;
    }

    /** Sets a limit of the family of a head on another core, if there is a mirror of it here. */
    public static void limitMirror(int head, int resource, long limit) {
        long family = ofHead(head);
        if (family != 0) {
            setLimit(family, resource, limit);
        }
    }

    /** Whether the family of this head, or a mirror of it, is here. */
    public static boolean isHere(int head) {
        return ofHead(head) != 0;
    }

    /** A limit of the family of this head, which is here. */
    public static long limit(int head, int resource) {
        return getLong(ofHead(head) + ((long) resource << FamilyLayout.SHIFT) + FamilyLayout.LIMIT);
    }

    private static long ofHead(int head) {
        long family = getLong(Nucleus.core() + NucleusLayout.FAMILIES);
        while (family != 0 && getInt(family + FamilyLayout.HEAD) != head) {
            family = getLong(family + FamilyLayout.NEXT);
        }
        return family;
    }

    /** The process, which has nothing yet, becomes one of the family. */
    public static void enter(long sip, long family) {
        putLong(sip + SipLayout.FAMILY, family);
        putInt(family + FamilyLayout.MEMBERS, getInt(family + FamilyLayout.MEMBERS) + 1);
        add(family, FamilyLayout.PROCESSES, 1);
    }

    /** The process, which has nothing any more, is gone. */
    public static void leave(long sip) {
        long family = getLong(sip + SipLayout.FAMILY);
        add(family, FamilyLayout.PROCESSES, -1);
        putInt(family + FamilyLayout.MEMBERS, getInt(family + FamilyLayout.MEMBERS) - 1);
        releaseIfEmpty(family);
    }

    /** The process becomes the head of a family of its own, in the one that it is in; what it has is counted there from now on, too. */
    public static long found(long sip) {
        long parent = getLong(sip + SipLayout.FAMILY);
        int number = getInt(sip + SipLayout.NUMBER);
        if (getInt(parent + FamilyLayout.HEAD) == number) {
            return parent;
        }
        long family = create(Nucleus.core(), parent, number);
        putLong(sip + SipLayout.FAMILY, family);
        // It has left the parent, where the new family stands for it now.
        putInt(family + FamilyLayout.MEMBERS, 1);
        putInt(parent + FamilyLayout.MEMBERS, getInt(parent + FamilyLayout.MEMBERS) - 1);
        count(family, FamilyLayout.PROCESSES, 1);
        count(family, FamilyLayout.HEAP, getInt(sip + SipLayout.BLOCKS_CHARGED));
        count(family, FamilyLayout.EXCHANGE, getInt(sip + SipLayout.EXCHANGE_USED));
        count(family, FamilyLayout.STRUCTURES, getLong(sip + SipLayout.RAW_USED) + getLong(sip + SipLayout.KERNEL_USED));
        count(family, FamilyLayout.THREADS, getInt(sip + SipLayout.THREAD_STRUCTURES));
        count(family, FamilyLayout.STACKS, getInt(sip + SipLayout.STACK_PAGES));
        return family;
    }

    public static long used(long family, int resource) {
        return getLong(place(family, resource) + FamilyLayout.USED);
    }

    public static void setLimit(long family, int resource, long limit) {
        putLong(place(family, resource) + FamilyLayout.LIMIT, limit);
    }

    /** The least of the limits of a family and of those that it lies in. */
    public static long limit(long family, int resource) {
        long limit = Long.MAX_VALUE;
        for (long each = family; each != 0; each = getLong(each + FamilyLayout.PARENT)) {
            limit = Math.min(limit, getLong(place(each, resource) + FamilyLayout.LIMIT));
        }
        return limit;
    }

    /** Whether the family and those that it lies in may have so much more. */
    public static boolean hasRoom(long family, int resource, long amount) {
        return amount <= room(family, resource);
    }

    /** How much more the family and those that it lies in may have; less than 0 if a limit has been set below what there is. */
    public static long room(long family, int resource) {
        long room = Long.MAX_VALUE >>> 1;
        for (long each = family; each != 0; each = getLong(each + FamilyLayout.PARENT)) {
            long place = place(each, resource);
            room = Math.min(room, getLong(place + FamilyLayout.LIMIT) - getLong(place + FamilyLayout.USED));
        }
        return room;
    }

    /** Counts so much more, or less, in the family and in those that it lies in. */
    public static void add(long family, int resource, long amount) {
        for (long each = family; each != 0; each = getLong(each + FamilyLayout.PARENT)) {
            count(each, resource, amount);
        }
    }

    private static void count(long family, int resource, long amount) {
        long place = place(family, resource) + FamilyLayout.USED;
        putLong(place, getLong(place) + amount);
    }

    private static long place(long family, int resource) {
        return family + ((long) resource << FamilyLayout.SHIFT);
    }

    /** The payer for what others hold of the family's processes that have ended; made at the first need. */
    public static long orphans(long family) {
        long orphans = getLong(family + FamilyLayout.ORPHANS);
        if (orphans == 0) {
            orphans = RawMemory.take(SipLayout.SIZE);
            putInt(orphans + SipLayout.EXCHANGE_QUOTA, Integer.MAX_VALUE);
            putLong(orphans + SipLayout.FAMILY, family);
            putLong(family + FamilyLayout.ORPHANS, orphans);
        }
        return orphans;
    }

    /** Something has been taken from a payer: if that was the last thing that there was of a family, the family goes. */
    public static void settle(long payer) {
        if (getInt(payer + SipLayout.NUMBER) == 0) {
            releaseIfEmpty(getLong(payer + SipLayout.FAMILY));
        }
    }

    /** The first process's family stays. */
    public static void releaseIfEmpty(long family) {
        long each = family;
        while (each != 0 && getInt(each + FamilyLayout.MEMBERS) == 0 && getLong(each + FamilyLayout.PARENT) != 0) {
            long orphans = getLong(each + FamilyLayout.ORPHANS);
            if (orphans != 0) {
                if ((getLong(orphans + SipLayout.KERNEL) | getInt(orphans + SipLayout.EXCHANGE)) != 0) {
                    return;
                }
                RawMemory.give(orphans, SipLayout.SIZE);
            }
            long parent = getLong(each + FamilyLayout.PARENT);
            long link = Nucleus.core() + NucleusLayout.FAMILIES;
            while (getLong(link) != each) {
                link = getLong(link) + FamilyLayout.NEXT;
            }
            putLong(link, getLong(each + FamilyLayout.NEXT));
            RawMemory.give(each, FamilyLayout.SIZE);
            putInt(parent + FamilyLayout.MEMBERS, getInt(parent + FamilyLayout.MEMBERS) - 1);
            each = parent;
        }
    }
}
