package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.putLong;

import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.classes.TypeErrors;
import obol.nucleus.heap.Heap;
import obol.nucleus.process.Death;
import obol.nucleus.stack.Unwinder;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Stacks;

/**
 * What the stubs of the assembly code call. Each stub has saved all registers in its frame, so these are ordinary Java:
 * they may allocate, switch threads and throw.
 */
final class SlowPaths {
    private SlowPaths() {}

    /**
     * The guard word was not below {@code sp}, the caller's rsp: attention was asked for, which is seen to, or the stack must
     * grow, or cannot: then the result is true, and {@link #overflow} is called next. The caller goes on behind its comparison.
     */
    @EntryPoint("poll")
    @NoAllocation
    static boolean poll(long sp) {
        long thread = Memory.thread();
        if (getLong(thread + ThreadLayout.LIMIT) == ThreadLayout.POLL_REQUESTED) {
            putLong(thread + ThreadLayout.LIMIT, getLong(thread + ThreadLayout.STACK_LIMIT));
            Scheduler.attend();
            Death.comeByStress();
        }
        if (sp > getLong(thread + ThreadLayout.STACK_LIMIT) || Stacks.grow(thread, sp)) {
            return false;
        }
        if (!Unwinder.lowerLimit()) {
            // The error itself has come to the stack's end: there is one ready, and the limit is out of the way.
            Unwinder.dropLimit();
        }
        return true;
    }

    @EntryPoint("overflow")
    static void overflow() {
        if (Unwinder.isLimitDropped()) {
            throw (StackOverflowError) getReference(Nucleus.sip() + SipLayout.STACK_OVERFLOW);
        }
        throw new StackOverflowError();
    }

    @EntryPoint("new")
    static Object newInstance(long hub) {
        return Heap.newInstance(hub);
    }

    @EntryPoint("new_array")
    static Object newArray(long hub, int length) {
        return Heap.newArray(hub, length);
    }

    @EntryPoint("init_class")
    static void initClass(long hub) {
        ClassInit.initialize(hub);
    }

    @EntryPoint("mirror")
    static Object mirror(long hub) {
        return Mirrors.of(hub);
    }

    @EntryPoint("throw_null_pointer")
    static void throwNullPointer() {
        throw new NullPointerException();
    }

    @EntryPoint("throw_arithmetic")
    static void throwArithmetic() {
        throw new ArithmeticException("/ by zero");
    }

    @EntryPoint("throw_bounds")
    static void throwBounds(int index, int length) {
        throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
    }

    @EntryPoint("throw_cast")
    static void throwCast(Object object, long hub) {
        throw TypeErrors.cast(object, hub);
    }

    @EntryPoint("throw_store")
    static void throwStore(Object value) {
        throw TypeErrors.store(value);
    }

    @EntryPoint("throw_interface")
    static void throwInterface(Object object, long hub) {
        throw TypeErrors.notImplemented(object, hub);
    }

    /** What stands in a vtable or interface table where the class has no method to run. */
    @EntryPoint("missing_method")
    static void missingMethod() {
        throw new AbstractMethodError();
    }
}
