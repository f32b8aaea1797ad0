package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;

import obol.layout.HubLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.CardLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;

/** {@code System.arraycopy}, with HotSpot's checks in its order and words. */
public final class ArrayCopy {
    /** Elements copied between two polls. */
    private static final int PIECE = 1 << 18;

    private ArrayCopy() {}

    public static void copy(Object from, int fromIndex, Object to, int toIndex, int length) {
        if (from == null || to == null) {
            throw new NullPointerException();
        }
        long fromHub = Memory.hubOf(from);
        long toHub = Memory.hubOf(to);
        if (fromHub != toHub || !Hubs.isArray(fromHub)) {
            checkTypes(fromHub, toHub);
        }
        if ((fromIndex | toIndex | length) < 0
                || fromIndex > lengthOf(from) - length || toIndex > lengthOf(to) - length) {
            throw new ArrayIndexOutOfBoundsException(outOfBounds(from, fromIndex, to, toIndex, length));
        }
        if (Hubs.kind(fromHub) == HubLayout.KIND_PRIMITIVE_ARRAY) {
            move(from, fromIndex, to, toIndex, length, false);
        } else if (fromHub == toHub || Hubs.isSubtype(Hubs.component(fromHub), Hubs.component(toHub))) {
            move(from, fromIndex, to, toIndex, length, true);
        } else {
            copyChecked((Object[]) from, fromIndex, (Object[]) to, toIndex, length);
        }
    }

    /** A thread that copies much can be switched and killed on the way, like one that copies by a loop. */
    static void move(Object from, int fromIndex, Object to, int toIndex, int length, boolean references) {
        if (length <= PIECE) {
            movePiece(from, fromIndex, to, toIndex, length, references);
            return;
        }
        boolean down = from == to && fromIndex < toIndex;
        for (int done = 0; done >= 0 && done < length; done += PIECE) {
            int piece = Math.min(PIECE, length - done);
            int at = down ? length - done - piece : done;
            movePiece(from, fromIndex + at, to, toIndex + at, piece, references);
        }
    }

    @NoAllocation
    private static void movePiece(Object from, int fromIndex, Object to, int toIndex, int length, boolean references) {
        moveElements(from, fromIndex, to, toIndex, length);
        if (references) {
            dirty(to, toIndex, length);
        }
    }

    @NoAllocation
    private static int lengthOf(Object array) {
        return getInt(Memory.addressOf(array) + ObjectLayout.ARRAY_LENGTH);
    }

    @NoAllocation
    private static void moveElements(Object from, int fromIndex, Object to, int toIndex, int length) {
        long hub = Memory.hubOf(from);
        int shift = Hubs.elementShift(hub);
        long elements = Hubs.elements(hub);
        Machine.copyMemory(Memory.addressOf(from) + elements + ((long) fromIndex << shift),
                Memory.addressOf(to) + elements + ((long) toIndex << shift), (long) length << shift);
    }

    /** The write barrier for a run of elements. */
    @NoAllocation
    private static void dirty(Object array, int index, int length) {
        if (length > 0) {
            long first = Memory.addressOf(array) + ObjectLayout.ARRAY_ELEMENTS + 4L * index;
            long card = first >>> MemoryMap.CARD_SHIFT;
            long last = first + 4L * length - 1 >>> MemoryMap.CARD_SHIFT;
            Machine.fillMemory(MemoryMap.CARD_TABLE + card, last - card + 1, CardLayout.DIRTY);
        }
    }

    /** Arrays of different element types cannot be the same array, so the order does not matter. */
    private static void copyChecked(Object[] from, int fromIndex, Object[] to, int toIndex, int length) {
        long wanted = Hubs.component(Memory.hubOf(to));
        for (int i = 0; i < length; i++) {
            Object element = from[fromIndex + i];
            if (element != null && !Hubs.isSubtype(Memory.hubOf(element), wanted)) {
                throw new ArrayStoreException("arraycopy: element type mismatch: can not cast one of the elements of "
                        + Hubs.name(Hubs.component(Memory.hubOf(from))) + "[] to the type of the destination array, "
                        + Hubs.name(wanted));
            }
            to[toIndex + i] = element;
        }
    }

    private static void checkTypes(long from, long to) {
        if (!Hubs.isArray(from)) {
            throw new ArrayStoreException("arraycopy: source type " + Hubs.name(from) + " is not an array");
        }
        if (!Hubs.isArray(to)) {
            throw new ArrayStoreException("arraycopy: destination type " + Hubs.name(to) + " is not an array");
        }
        boolean references = Hubs.kind(from) == HubLayout.KIND_REFERENCE_ARRAY && Hubs.kind(to) == HubLayout.KIND_REFERENCE_ARRAY;
        if (!references && from != to) {
            throw new ArrayStoreException("arraycopy: type mismatch: can not copy " + typeName(from) + " into " + typeName(to));
        }
    }

    private static String outOfBounds(Object from, int fromIndex, Object to, int toIndex, int length) {
        String text;
        Object array = from;
        if (fromIndex < 0) {
            text = "source index " + fromIndex;
        } else if (toIndex < 0) {
            text = "destination index " + toIndex;
            array = to;
        } else if (length < 0) {
            return "arraycopy: length " + length + " is negative";
        } else if (fromIndex > lengthOf(from) - length) {
            text = "last source index " + (fromIndex + (long) length);
        } else {
            text = "last destination index " + (toIndex + (long) length);
            array = to;
        }
        String type = typeName(Memory.hubOf(array));
        return "arraycopy: " + text + " out of bounds for " + type.substring(0, type.length() - 1) + lengthOf(array) + "]";
    }

    private static String typeName(long hub) {
        return Hubs.kind(hub) == HubLayout.KIND_REFERENCE_ARRAY ? "object array[]"
                : Hubs.name(Hubs.component(hub)) + "[]";
    }
}
