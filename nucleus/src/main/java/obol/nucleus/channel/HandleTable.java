package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout.Entry;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.annotation.NoAllocation;

/** A process's handles. A handle is an entry's index and generation, so one that was closed names nothing any more. */
@NoAllocation
public final class HandleTable {
    private HandleTable() {}

    /** Enters an object; gives its handle, 0 if the table is full or the process is ending. */
    static long add(long sip, int kind, long object) {
        if (!hasRoom(sip, 1)) {
            return 0;
        }
        int index = getInt(sip + SipLayout.HANDLES_FREE);
        if (index != 0) {
            putInt(sip + SipLayout.HANDLES_FREE, getInt(entry(sip, index) + Entry.OBJECT));
        } else {
            index = getInt(sip + SipLayout.HANDLES_TOP);
            putInt(sip + SipLayout.HANDLES_TOP, index + 1);
            putInt(entry(sip, index) + Entry.GENERATION, 1);
        }
        putInt(sip + SipLayout.HANDLES_USED, getInt(sip + SipLayout.HANDLES_USED) + 1);
        long entry = entry(sip, index);
        putInt(entry + Entry.OBJECT, (int) object);
        putInt(entry + Entry.KIND, kind);
        return getUnsignedInt(entry + Entry.GENERATION) << Entry.HANDLE_SHIFT | index;
    }

    /** Whether so many handles can be added. */
    static boolean hasRoom(long sip, int count) {
        if (getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return false;
        }
        int needed = Math.max(1, getInt(sip + SipLayout.HANDLES_USED) + 1 + count);
        int size = getInt(sip + SipLayout.HANDLES_SIZE);
        if (needed <= Math.min(size, getInt(sip + SipLayout.HANDLE_QUOTA))) {
            return true;
        }
        if (needed > getInt(sip + SipLayout.HANDLE_QUOTA)) {
            return false;
        }
        int larger = Math.max(size, Entry.LEAST);
        while (larger < needed) {
            larger <<= 1;
        }
        if (!OwnedMemory.hasRoom(sip, (long) larger << Entry.SHIFT)) {
            return false;
        }
        grow(sip, larger);
        return true;
    }

    private static void grow(long sip, int size) {
        long old = getLong(sip + SipLayout.HANDLES);
        long table = OwnedMemory.take(Nucleus.core(), sip, (long) size << Entry.SHIFT);
        if (old == 0) {
            putInt(sip + SipLayout.HANDLES_TOP, 1);
        } else {
            Machine.copyMemory(old, table, (long) getInt(sip + SipLayout.HANDLES_SIZE) << Entry.SHIFT);
            OwnedMemory.give(old);
        }
        putLong(sip + SipLayout.HANDLES, table);
        putInt(sip + SipLayout.HANDLES_SIZE, size);
    }

    /** The object of a handle, 0 if there is none. */
    static long find(long sip, long handle) {
        long entry = named(sip, handle);
        return entry == 0 ? 0 : getUnsignedInt(entry + Entry.OBJECT);
    }

    /** The object of a handle of this kind, 0 if there is none. */
    static long find(long sip, long handle, int kind) {
        long entry = named(sip, handle);
        return entry == 0 || getInt(entry + Entry.KIND) != kind ? 0 : getUnsignedInt(entry + Entry.OBJECT);
    }

    /** The object of the entry at an index below the process's HANDLES_TOP, if its handle is of this kind; else 0. */
    static long at(long sip, int index, int kind) {
        long entry = entry(sip, index);
        return getInt(entry + Entry.KIND) == kind ? getUnsignedInt(entry + Entry.OBJECT) : 0;
    }

    /** The kind of a handle, 0 if there is no such handle. */
    static int kind(long sip, long handle) {
        long entry = named(sip, handle);
        return entry == 0 ? 0 : getInt(entry + Entry.KIND);
    }

    /** The entry that a handle names, 0 if there is none. A free one's generation is that of the handle to come, which nobody has. */
    private static long named(long sip, long handle) {
        int index = index(handle);
        if (index >= getInt(sip + SipLayout.HANDLES_SIZE)) {
            return 0;
        }
        long entry = entry(sip, index);
        boolean good = getUnsignedInt(entry + Entry.GENERATION) == handle >>> Entry.HANDLE_SHIFT && getInt(entry + Entry.KIND) != 0;
        return good ? entry : 0;
    }

    /** Forgets a handle, which is there. */
    static void remove(long sip, long handle) {
        int index = index(handle);
        long entry = entry(sip, index);
        putInt(entry + Entry.KIND, 0);
        putInt(entry + Entry.GENERATION, getInt(entry + Entry.GENERATION) + 1);
        putInt(entry + Entry.OBJECT, getInt(sip + SipLayout.HANDLES_FREE));
        putInt(sip + SipLayout.HANDLES_FREE, index);
        putInt(sip + SipLayout.HANDLES_USED, getInt(sip + SipLayout.HANDLES_USED) - 1);
    }

    /** Closes everything that the process holds. It is ending, so nothing is added any more. */
    public static void closeAll(long sip) {
        for (int index = 1; index < getInt(sip + SipLayout.HANDLES_TOP); index++) {
            long entry = entry(sip, index);
            if (getInt(entry + Entry.KIND) != 0) {
                Handles.close(sip, getUnsignedInt(entry + Entry.GENERATION) << Entry.HANDLE_SHIFT | index);
            }
        }
        Slots.dropAll();
        putInt(sip + SipLayout.HANDLES_SIZE, 0);
        putInt(sip + SipLayout.HANDLES_TOP, 0);
    }

    /** Whether the count of handles in use is that of the table. */
    public static boolean isSound(long sip) {
        int used = 0;
        for (int index = 1; index < getInt(sip + SipLayout.HANDLES_TOP); index++) {
            long entry = entry(sip, index);
            if (getInt(entry + Entry.KIND) != 0) {
                used++;
                int kind = KernelObject.kind(getUnsignedInt(entry + Entry.OBJECT));
                if (kind != Handles.objectKind(getInt(entry + Entry.KIND))) {
                    return false;
                }
            }
        }
        return used == getInt(sip + SipLayout.HANDLES_USED);
    }

    /** How many handles of a kind the process has. */
    static int count(long sip, int kind) {
        int found = 0;
        for (int index = 1; index < getInt(sip + SipLayout.HANDLES_TOP); index++) {
            found += getInt(entry(sip, index) + Entry.KIND) == kind ? 1 : 0;
        }
        return found;
    }

    private static int index(long handle) {
        return (int) handle & (1 << Entry.HANDLE_SHIFT) - 1;
    }

    private static long entry(long sip, int index) {
        return getLong(sip + SipLayout.HANDLES) + ((long) index << Entry.SHIFT);
    }
}
