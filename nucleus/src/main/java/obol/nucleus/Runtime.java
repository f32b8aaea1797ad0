package obol.nucleus;

import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Linkage;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.classes.TypeErrors;
import obol.nucleus.heap.ArrayCopy;
import obol.nucleus.heap.Heap;
import obol.nucleus.stack.Unwinder;
import obol.nucleus.threads.Monitors;

/**
 * What compiled code calls by the ordinary convention: operations of Java that are too long to stand in line. Hubs are
 * addresses; arguments have passed the checks that the operation's definition in {@code obol.aot.ir.Op} names.
 */
public final class Runtime {
    private Runtime() {}

    /** THROW. Does not return. */
    @NeverInline
    public static void raise(Throwable exception) {
        Unwinder.raise(exception);
    }

    /** Whether a value of class {@code hub} may stand where {@code target} is wanted. */
    @NeverInline
    @NoAllocation
    public static boolean isSubtype(long hub, long target) {
        return Hubs.isSubtype(hub, target);
    }

    /** INSTANCE_OF for any target; null is an instance of nothing. */
    @NeverInline
    @NoAllocation
    public static boolean instanceOf(Object object, long target) {
        return object != null && Hubs.isSubtype(Memory.hubOf(object), target);
    }

    /** CHECK_CAST for any target. */
    @NeverInline
    public static void checkCast(Object object, long target) {
        if (object != null && !Hubs.isSubtype(Memory.hubOf(object), target)) {
            throw TypeErrors.cast(object, target);
        }
    }

    /** ARRAY_STORE_CHECK. */
    @NeverInline
    public static void arrayStoreCheck(Object array, Object value) {
        if (value != null && !Hubs.isSubtype(Memory.hubOf(value), Hubs.component(Memory.hubOf(array)))) {
            throw TypeErrors.store(value);
        }
    }

    /** NEW_MULTI_ARRAY: the first {@code dimensions} lengths, outermost first, are in the thread's DIMENSIONS. */
    @NeverInline
    public static Object newMultiArray(long hub, int dimensions) {
        return Heap.newMultiArray(hub, dimensions);
    }

    /** MONITOR_ENTER. */
    @NeverInline
    public static void monitorEnter(Object object) {
        Monitors.enter(object);
    }

    /** MONITOR_EXIT; throws IllegalMonitorStateException. */
    @NeverInline
    public static void monitorExit(Object object) {
        Monitors.exit(object);
    }

    /** {@code System.arraycopy}; the arguments are unchecked. */
    @NeverInline
    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
        ArrayCopy.copy(from, fromIndex, to, toIndex, length);
    }

    /** {@code Object.clone} of an object whose class is Cloneable, or of an array. */
    @NeverInline
    public static Object clone(Object object) {
        return Heap.copyOf(object);
    }

    /** INIT_CLASS where the straight path is not compiled in. */
    @NeverInline
    public static void initialize(long hub) {
        ClassInit.initialize(hub);
    }

    /** The Class object of a hub; {@code Object.getClass}. */
    @NeverInline
    public static Class<?> mirror(long hub) {
        return Mirrors.of(hub);
    }

    /** LINKAGE_ERROR: the error's binary name with dots, and the message. Does not return. */
    @NeverInline
    public static void linkageError(String error, String message) {
        Unwinder.raise(Linkage.error(error, message));
    }
}
