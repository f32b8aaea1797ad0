package obol.nucleus.classes;

import obol.layout.ThreadLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.heap.Heap;
import obol.nucleus.substitutions.lang.ClassSubstitution;

/** The Class objects of the process, made when they are first asked for. */
public final class Mirrors {
    private Mirrors() {}

    public static Class<?> of(long hub) {
        Object mirror = Memory.getReference(slot(hub));
        return (Class<?>) (mirror == null ? make(hub) : mirror);
    }

    /** The hub that a Class object stands for. */
    public static long hubOf(Class<?> mirror) {
        return ((ClassSubstitution) (Object) mirror).hub;
    }

    @NeverInline
    private static Object make(long hub) {
        long component = Hubs.component(hub);
        Class<?> componentType = component == 0 ? null : of(component);
        ClassSubstitution mirror = (ClassSubstitution) Heap.newInstance(Memory.hubOfClass(Class.class));
        mirror.hub = (int) hub;
        mirror.componentType = componentType;
        return publish(slot(hub), mirror);
    }

    /** Another thread may have made one while this one was allocated: then that is it. */
    @NoAllocation
    private static Object publish(long slot, Object mirror) {
        Object first = Memory.getReference(slot);
        if (first != null) {
            return first;
        }
        Memory.putReference(slot, mirror);
        return mirror;
    }

    private static long slot(long hub) {
        return Memory.getLong(Memory.thread() + ThreadLayout.MIRRORS) + 4L * Hubs.number(hub);
    }
}
