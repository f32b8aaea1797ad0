package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;

import obol.layout.FarLayout;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;

/**
 * Which core a process is on, who its parent is, and whether it has ended, of all processes: each core keeps a table of its own, which all read.
 * What is read of another core's processes may just have changed. With one core there is no table.
 */
@NoAllocation
public final class Directory {
    private Directory() {}

    private static long place(long table, int number) {
        return table + ((long) (number & FarLayout.Directory.PLACES - 1) << FarLayout.Directory.SHIFT);
    }

    /** The entry of a process in a core's table, or with number 0 a free one where that number can be; 0: none. */
    private static long find(long table, int number, int wanted) {
        for (int i = 0; i < FarLayout.Directory.PROBES; i++) {
            long entry = place(table, number + i);
            if (getInt(entry + FarLayout.Directory.NUMBER) == wanted) {
                return entry;
            }
        }
        return 0;
    }

    private static long table(int core) {
        return getLong(getLong(Cores.nucleus(core) + NucleusLayout.FAR) + FarLayout.DIRECTORY);
    }

    private static long own() {
        long far = Rings.far();
        return far == 0 ? 0 : getLong(far + FarLayout.DIRECTORY);
    }

    /** Whether a process of this core can have the number. */
    static boolean hasRoom(int number) {
        long table = own();
        return table == 0 || find(table, number, 0) != 0;
    }

    /** Enters a process of this core, or says anew what has changed of it. */
    public static void enter(long sip) {
        enter(own(), sip);
    }

    /** As {@link #enter(long)}, in the table of a core that does not run yet. */
    public static void enter(long table, long sip) {
        if (table == 0) {
            return;
        }
        int number = getInt(sip + SipLayout.NUMBER);
        long entry = find(table, number, number);
        entry = entry == 0 ? find(table, number, 0) : entry;
        putInt(entry + FarLayout.Directory.PARENT, parentOf(sip));
        putInt(entry + FarLayout.Directory.LIFE, getInt(sip + SipLayout.LIFE));
        putInt(entry + FarLayout.Directory.NUMBER, number);
    }

    static void leave(long sip) {
        long table = own();
        if (table != 0) {
            int number = getInt(sip + SipLayout.NUMBER);
            putInt(find(table, number, number) + FarLayout.Directory.NUMBER, 0);
        }
    }

    /** Number of the parent of a process of this core, 0: it has none any more. */
    public static int parentOf(long sip) {
        long parent = getLong(sip + SipLayout.PARENT);
        return parent == 0 ? getInt(sip + SipLayout.FAR_PARENT) : getInt(parent + SipLayout.NUMBER);
    }

    /** The core of a process that is on another core; -1: there is none. */
    public static int core(int number) {
        long entry = elsewhere(number);
        return entry == 0 ? -1 : Cores.ofRaw(entry);
    }

    private static long elsewhere(int number) {
        for (int core = 0; number > 0 && core < Cores.count(); core++) {
            long entry = core == Cores.number() ? 0 : find(table(core), number, number);
            if (entry != 0) {
                return entry;
            }
        }
        return 0;
    }

    /** {@link SipLayout#LIFE} of a process on another core; -1: there is none. */
    public static int life(int number) {
        long entry = elsewhere(number);
        return entry == 0 ? -1 : getInt(entry + FarLayout.Directory.LIFE);
    }

    /** Number of the parent of a process; 0: it has none any more, or there is no such process. */
    public static int parent(int number) {
        long sip = Sips.find(number);
        if (sip != 0) {
            return parentOf(sip);
        }
        long entry = elsewhere(number);
        return entry == 0 ? 0 : getInt(entry + FarLayout.Directory.PARENT);
    }

    /** The greatest number of a process, on any core, that is less than this one, 0: none. */
    public static int next(int number) {
        int next = 0;
        for (int core = 0; core < Cores.count(); core++) {
            long table = table(core);
            for (int i = 0; i < FarLayout.Directory.PLACES; i++) {
                int each = getInt(place(table, i) + FarLayout.Directory.NUMBER);
                next = each < number && each > next ? each : next;
            }
        }
        return next;
    }
}
