package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.HubLayout;
import obol.layout.ObjectLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/** Objects by address: their sizes and their references. */
@NoAllocation
final class Objects {
    private Objects() {}

    static long hub(long object) {
        return getUnsignedInt(object + ObjectLayout.HUB);
    }

    static long size(long object) {
        return size(object, hub(object));
    }

    /** As {@link #size(long)} when the hub is known: the object's own word may be overwritten. */
    static long size(long object, long hub) {
        return isArray(hub) ? Hubs.arraySize(hub, getInt(object + ObjectLayout.ARRAY_LENGTH))
                : getUnsignedInt(hub + HubLayout.SIZE);
    }

    static boolean isArray(long hub) {
        return Hubs.isArray(hub);
    }

    static boolean isReferenceArray(long hub) {
        return Hubs.kind(hub) == HubLayout.KIND_REFERENCE_ARRAY;
    }

    /** One of the classes under java.lang.ref.Reference, whose referent is not in the reference map. */
    static boolean isReference(long hub) {
        return Hubs.kind(hub) >= HubLayout.KIND_SOFT;
    }

    /** Whether instances of the class have no references at all. */
    static boolean isLeaf(long hub) {
        return !isReferenceArray(hub) && getLong(hub + HubLayout.REFERENCE_MAP) == 0 && !isReference(hub);
    }

    static long referent(long reference) {
        return reference + Memory.fieldOffset(java.lang.ref.Reference.class, "referent");
    }

    static long discovered(long reference) {
        return reference + Memory.fieldOffset(java.lang.ref.Reference.class, "discovered");
    }

    /**
     * Visits all references of the object. {@code old}: it is in a mature or large block, and a reference to a younger
     * object is to be found by its card.
     */
    static void scan(long sip, long object, boolean old) {
        long hub = hub(object);
        if (isReferenceArray(hub)) {
            long first = object + ObjectLayout.ARRAY_ELEMENTS;
            scanElements(sip, first, first + 4L * getInt(object + ObjectLayout.ARRAY_LENGTH), old);
            return;
        }
        long map = getLong(hub + HubLayout.REFERENCE_MAP);
        long field = object + ObjectLayout.FIRST_FIELD;
        if (map >= 0) {
            scanFields(sip, field, map, old);
        } else {
            scanLongMap(sip, field, map & 0xFFFFFFFFL, old);
        }
        if (isReference(hub)) {
            Visitor.visitReferent(sip, object, old);
        }
    }

    /** Visits the elements at [from, to) of an array. */
    static void scanElements(long sip, long from, long to, boolean old) {
        for (long slot = from; slot < to; slot += ObjectLayout.REFERENCE_SIZE) {
            Visitor.visit(sip, slot, old);
        }
    }

    private static void scanFields(long sip, long first, long map, boolean old) {
        long bits = map;
        long field = first;
        while (bits != 0) {
            int skip = Long.numberOfTrailingZeros(bits);
            field += 4L * skip;
            Visitor.visit(sip, field, old);
            bits = bits >>> skip >>> 1;
            field += 4;
        }
    }

    private static void scanLongMap(long sip, long first, long table, boolean old) {
        int words = getInt(table);
        for (int i = 0; i < words; i++) {
            scanFields(sip, first + 128L * i, getUnsignedInt(table + 4 + 4L * i), old);
        }
    }
}
