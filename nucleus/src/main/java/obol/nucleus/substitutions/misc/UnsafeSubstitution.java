package obol.nucleus.substitutions.misc;

import obol.layout.HubLayout;
import obol.layout.ObjectLayout;
import obol.nucleus.OffHeap;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.heap.Heap;
import obol.nucleus.threads.JavaThreads;

/** Reads, writes and compare-and-sets are the compiler's operations; here is the rest. */
@Substitutes("jdk.internal.misc.Unsafe")
final class UnsafeSubstitution {
    private UnsafeSubstitution() {}

    @Substitute(reason = "nothing to register")
    private static void registerNatives() {}

    @Substitute(reason = "native")
    public void park(boolean absolute, long time) {
        JavaThreads.park(absolute, time);
    }

    @Substitute(reason = "native")
    public void unpark(Object thread) {
        JavaThreads.unpark(thread);
    }

    @Substitute(reason = "native")
    private long allocateMemory0(long size) {
        return OffHeap.allocate(size);
    }

    @Substitute(reason = "native")
    private long reallocateMemory0(long address, long size) {
        return OffHeap.reallocate(address, size);
    }

    @Substitute(reason = "native")
    private void freeMemory0(long address) {
        OffHeap.free(address);
    }

    @Substitute(reason = "native")
    private void setMemory0(Object base, long offset, long size, byte value) {
        OffHeap.fill(base, offset, size, value);
    }

    @Substitute(reason = "native")
    private void copyMemory0(Object from, long fromOffset, Object to, long toOffset, long size) {
        OffHeap.copy(from, fromOffset, to, toOffset, size);
    }

    @Substitute(reason = "native")
    private void copySwapMemory0(Object from, long fromOffset, Object to, long toOffset, long size, long elementSize) {
        OffHeap.copySwapped(from, fromOffset, to, toOffset, size, (int) elementSize);
    }

    @Substitute(reason = "native; where the compiler cannot see the class")
    private int arrayBaseOffset0(Class<?> array) {
        return ObjectLayout.elementsOffset(Hubs.elementShift(Mirrors.hubOf(array)));
    }

    @Substitute(reason = "native; where the compiler cannot see the class")
    private int arrayIndexScale0(Class<?> array) {
        return 1 << Hubs.elementShift(Mirrors.hubOf(array));
    }

    @Substitute(reason = "native")
    private boolean shouldBeInitialized0(Class<?> c) {
        return !ClassInit.isInitialized(Mirrors.hubOf(c));
    }

    @Substitute(reason = "native")
    private void ensureClassInitialized0(Class<?> c) {
        ClassInit.initialize(Mirrors.hubOf(c));
    }

    @Substitute(reason = "native")
    public Object allocateInstance(Class<?> c) throws InstantiationException {
        long hub = Mirrors.hubOf(c);
        if (obol.nucleus.Memory.getInt(hub + HubLayout.SIZE) == 0 || (Hubs.flags(hub) & HubLayout.FLAG_ABSTRACT) != 0) {
            throw new InstantiationException(c.getName());
        }
        ClassInit.initialize(hub);
        return Heap.newInstance(hub);
    }

    @Substitute(reason = "native")
    public void throwException(Throwable thrown) {
        obol.nucleus.Runtime.raise(thrown);
    }

    @Unsupported(reason = "offsets of fields that are named at run time")
    private native long objectFieldOffset1(Class<?> c, String name);
}
