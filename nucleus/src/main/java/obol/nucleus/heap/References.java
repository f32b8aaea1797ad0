package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.HubLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;
import obol.nucleus.threads.Scheduler;

/**
 * java.lang.ref references and interned strings in a full collection. Weak and phantom references do not keep their
 * referents; soft ones do, unless memory would run out. Those whose referent dies are cleared and wait in the process's
 * PENDING list, through their field {@code discovered}, for the thread that enqueues them.
 */
@NoAllocation
final class References {
    private References() {}

    /** Called while marking, for the referent of a marked reference. The last of the discovered list refers to itself. */
    static void discover(long sip, long reference) {
        long slot = Objects.referent(reference);
        long referent = getUnsignedInt(slot);
        if (referent < MemoryMap.HEAP || Bits.isMarked(referent)) {
            return;
        }
        boolean soft = Hubs.kind(Objects.hub(reference)) == HubLayout.KIND_SOFT;
        if (soft && (getInt(sip + SipLayout.COLLECTION) & SipLayout.COLLECT_SOFT) == 0) {
            Marker.mark(sip, slot);
        } else if (getInt(Objects.discovered(reference)) == 0) {
            int next = getInt(sip + SipLayout.DISCOVERED);
            putInt(Objects.discovered(reference), next == 0 ? (int) reference : next);
            putInt(sip + SipLayout.DISCOVERED, (int) reference);
        }
    }

    /** Called when all is marked that will be. */
    static void clear(long sip) {
        long reference = getUnsignedInt(sip + SipLayout.DISCOVERED);
        while (reference != 0) {
            Scheduler.shareCollection();
            long link = Objects.discovered(reference);
            long next = getUnsignedInt(link) == reference ? 0 : getUnsignedInt(link);
            putInt(link, 0);
            long slot = Objects.referent(reference);
            if (!Bits.isMarked(getUnsignedInt(slot))) {
                putInt(slot, 0);
                if (getInt(sip + SipLayout.REFERENCE_HANDLER) != 0) {
                    putInt(link, getInt(sip + SipLayout.PENDING));
                    putInt(sip + SipLayout.PENDING, (int) reference);
                }
            }
            reference = next;
        }
        putInt(sip + SipLayout.DISCOVERED, 0);
    }

    /** The table of interned strings lives, but keeps none of them: a place whose string dies refers to the table itself. */
    static void clearInterned(long sip) {
        long table = getUnsignedInt(sip + SipLayout.INTERNED);
        if (table == 0) {
            return;
        }
        if (!Bits.isMarked(table)) {
            Marker.markLeaf(table);
        }
        long slot = table + ObjectLayout.ARRAY_ELEMENTS;
        long end = slot + 4L * getInt(table + ObjectLayout.ARRAY_LENGTH);
        for (; slot < end; slot += 4) {
            Scheduler.shareCollection();
            long string = getUnsignedInt(slot);
            if (string >= MemoryMap.HEAP && !Bits.isMarked(string)) {
                putInt(slot, (int) table);
            }
        }
    }
}
