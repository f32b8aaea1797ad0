package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.HubLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;
import obol.nucleus.stack.Unwinder;

/** New objects, as Java code asks for them: everything beyond the compiled fast path. Each method is a safepoint. */
public final class Heap {
    /** As HotSpot's: longer arrays are refused whatever memory there is. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 2;
    /** Blocks beyond the quota for the making of an OutOfMemoryError. */
    private static final int SPARE_BLOCKS = 8;

    private Heap() {}

    /** An instance, all zero; no constructor runs. Throws OutOfMemoryError. */
    public static Object newInstance(long hub) {
        return allocate(hub, getUnsignedInt(hub + HubLayout.SIZE), -1);
    }

    /** An array of this array hub. Throws NegativeArraySizeException, OutOfMemoryError. */
    public static Object newArray(long hub, int length) {
        if (length < 0) {
            throw new NegativeArraySizeException(Integer.toString(length));
        }
        if (length > MAX_LENGTH) {
            throw outOfMemory("Requested array size exceeds VM limit");
        }
        return newArray(hub, Hubs.arraySize(hub, length), length);
    }

    private static Object newArray(long hub, long size, int length) {
        Object array = allocate(hub, size, length);
        if (size > Allocator.CLEARED_MAX) {
            while (Allocator.extend(array, length)) {
                // The loop's poll is what it is for: the thread can be switched and killed meanwhile.
            }
        }
        return array;
    }

    /** An array of arrays; the lengths are in the thread's DIMENSIONS, outermost first. */
    public static Object newMultiArray(long hub, int dimensions) {
        for (int i = 0; i < dimensions; i++) {
            int length = dimension(i);
            if (length < 0) {
                throw new NegativeArraySizeException(Integer.toString(length));
            }
        }
        return newLevel(hub, 0, dimensions);
    }

    private static Object newLevel(long hub, int level, int dimensions) {
        Object array = newArray(hub, dimension(level));
        if (level + 1 < dimensions) {
            Object[] rows = (Object[]) array;
            long row = Hubs.component(hub);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = newLevel(row, level + 1, dimensions);
            }
        }
        return array;
    }

    private static int dimension(int level) {
        return getInt(Memory.thread() + ThreadLayout.DIMENSIONS + 4L * level);
    }

    /** A copy of an object with a header of its own. */
    public static Object copyOf(Object object) {
        long hub = Memory.hubOf(object);
        if (Hubs.isArray(hub)) {
            int length = getInt(Memory.addressOf(object) + ObjectLayout.ARRAY_LENGTH);
            Object copy = newArray(hub, Hubs.arraySize(hub, length), length);
            ArrayCopy.move(object, 0, copy, 0, length, Hubs.kind(hub) == HubLayout.KIND_REFERENCE_ARRAY);
            return copy;
        }
        long size = getUnsignedInt(hub + HubLayout.SIZE);
        Object copy = allocate(hub, size, -1);
        copyContents(object, copy, size);
        return copy;
    }

    @NoAllocation
    private static void copyContents(Object from, Object to, long size) {
        Machine.copyMemory(Memory.addressOf(from) + ObjectLayout.FIRST_FIELD,
                Memory.addressOf(to) + ObjectLayout.FIRST_FIELD, size - ObjectLayout.FIRST_FIELD);
    }

    @NeverInline
    private static Object allocate(long hub, long size, int length) {
        int due = Collector.due(size);
        if (due != Collector.NOTHING) {
            Machine.callCollector(due);
        }
        Object object = Memory.objectAt(Allocator.allocate(hub, size, length));
        for (int effort = 0; object == null && effort <= Collector.UTMOST; effort++) {
            Machine.callCollector(Collector.request(effort));
            if (effort != 0 && Collector.isExhausted()) {
                continue;
            }
            object = Memory.objectAt(Allocator.allocate(hub, size, length));
        }
        if (object == null) {
            throw outOfMemory("Java heap space");
        }
        return object;
    }

    /** The error, with a stack trace if there is room for one. */
    private static OutOfMemoryError outOfMemory(String message) {
        long sip = Nucleus.sip();
        if (getReference(sip + SipLayout.OUT_OF_MEMORY) == null) {
            Unwinder.fail(Memory.hubOfClass(OutOfMemoryError.class));
        }
        if (getInt(sip + SipLayout.IN_OUT_OF_MEMORY) != 0) {
            return (OutOfMemoryError) getReference(sip + SipLayout.OUT_OF_MEMORY);
        }
        putInt(sip + SipLayout.IN_OUT_OF_MEMORY, 1);
        addQuota(sip, SPARE_BLOCKS);
        try {
            return new OutOfMemoryError(message);
        } finally {
            addQuota(sip, -SPARE_BLOCKS);
            putInt(sip + SipLayout.IN_OUT_OF_MEMORY, 0);
        }
    }

    private static void addQuota(long sip, int blocks) {
        putInt(sip + SipLayout.BLOCKS_QUOTA, getInt(sip + SipLayout.BLOCKS_QUOTA) + blocks);
    }

    /** Collects all that is not reachable; soft references stay. */
    public static void collect() {
        Machine.callCollector(SipLayout.COLLECT_FULL);
    }

    /** Bytes of the blocks that the process owns. */
    public static long owned() {
        return (long) getInt(Nucleus.sip() + SipLayout.BLOCKS_USED) << MemoryMap.BLOCK_SHIFT;
    }

    /** Bytes of those blocks that are taken by objects, as far as is known without looking at them. */
    public static long used() {
        return owned() - (getLong(Memory.thread() + ThreadLayout.ALLOC_END) - getLong(Memory.thread() + ThreadLayout.ALLOC_TOP));
    }

    /** The most bytes that the process may own. */
    public static long quota() {
        return (long) getInt(Nucleus.sip() + SipLayout.BLOCKS_QUOTA) << MemoryMap.BLOCK_SHIFT;
    }
}
