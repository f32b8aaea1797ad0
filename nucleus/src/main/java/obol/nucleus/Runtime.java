package obol.nucleus;

import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Linkage;
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

    /** In a checking build: ends the machine unless the value, found at this index of the bytecode, is null or of the wanted class. */
    @NeverInline
    @NoAllocation
    public static void requireType(Object value, long wanted, int bci) {
        if (value != null && !Hubs.isSubtype(Memory.hubOf(value), wanted)) {
            Console.error(Hubs.name(Memory.hubOf(value)));
            Console.error(" stands where the verifier has ");
            Console.error(Hubs.name(wanted));
            Console.error("\n");
            Nucleus.panic("types are confused at bytecode", bci);
        }
    }

    /** The same for an array's element. */
    @NeverInline
    @NoAllocation
    public static void requireElement(Object array, Object value, int bci) {
        requireType(value, Hubs.component(Memory.hubOf(array)), bci);
    }

    /** NEW_MULTI_ARRAY: the first {@code dimensions} lengths, outermost first, are in the thread's DIMENSIONS. */
    @NeverInline
    public static Object newMultiArray(long hub, int dimensions) {
        return Heap.newMultiArray(hub, dimensions);
    }

    /** MONITOR_ENTER. */
    @NeverInline
    public static void monitorEnter(Object object) {
        if (!Monitors.enterFree(object)) {
            Monitors.enter(object);
        }
    }

    /** MONITOR_EXIT; throws IllegalMonitorStateException. */
    @NeverInline
    public static void monitorExit(Object object) {
        if (!Monitors.exitOnce(object)) {
            Monitors.exit(object);
        }
    }

    /** LINKAGE_ERROR: the error's binary name with dots, and the message. Does not return. */
    @NeverInline
    public static void linkageError(String error, String message) {
        Unwinder.raise(Linkage.error(error, message));
    }
}
