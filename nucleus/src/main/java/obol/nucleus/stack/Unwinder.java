package obol.nucleus.stack;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.FrameCursor;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Death;
import obol.nucleus.process.Sips;
import obol.nucleus.process.Traces;
import obol.nucleus.threads.Stacks;

/** Throws: finds the frame with a handler and goes on there. */
public final class Unwinder {
    /** Bytes of the reserve that code may use once it has run into the stack's end, to make the error. */
    private static final long RED_ZONE = ThreadLayout.STACK_RESERVE / 2;
    /** The same when even that was not enough: what remains is for throwing an error that is there already. */
    private static final long LAST_ZONE = ThreadLayout.STACK_RESERVE / 4;
    /** Frames that are looked at between two polls. */
    private static final int STRIDE = 1000;
    /** No address of code. */
    private static final long UNDECIDED = 1;

    private Unwinder() {}

    /** Goes on at the youngest caller's handler. Does not return. */
    @NeverInline
    public static void raise(Throwable exception) {
        long cursor = Memory.thread() + ThreadRuntime.CURSOR;
        Machine.captureFrame(cursor);
        long handler;
        do {
            // A poll of this loop may have let others run; the frames that are being walked stay as they are.
            handler = findHandler(cursor);
        } while (handler == UNDECIDED);
        if (handler == 0) {
            fail(Memory.hubOf(exception));
        }
        Machine.unwind(handler, getLong(cursor + FrameCursor.SP), exception);
    }

    /** Begins with the frame that the cursor names. 0: there is none; UNDECIDED: not in so many frames, the last of which the cursor names. */
    @NoAllocation
    private static long findHandler(long cursor) {
        Frames.begin(cursor);
        for (int i = 0; i < STRIDE; i++) {
            Frames.next(cursor);
            if (Frames.record(cursor) == 0) {
                return 0;
            }
            if (Frames.handler(cursor) != 0) {
                restoreLimit(getLong(cursor + FrameCursor.SP));
                return Frames.handler(cursor);
            }
        }
        return UNDECIDED;
    }

    /**
     * Ends a process that cannot go on, as there is no memory for its first objects; the machine goes on, unless it is the
     * first process. {@code hub} is the exception's class. Does not return.
     */
    @NoAllocation
    public static void fail(long hub) {
        if (getInt(Nucleus.sip() + SipLayout.NUMBER) == Sips.FIRST) {
            Nucleus.panic("exception without handler in thread", Memory.thread());
        }
        Traces.recordException(Nucleus.sip(), hub, null);
        Death.end(SipLayout.REASON_EXCEPTION, SipLayout.STATUS_EXCEPTION);
    }

    /**
     * Lets the running thread use a part of the stack's reserve, so that the error can be made.
     * Gives false if it has done so already. The limit is back in its place when a handler above it is reached.
     */
    @NoAllocation
    public static boolean lowerLimit() {
        long thread = Memory.thread();
        long lowered = getLong(thread + ThreadRuntime.STACK_FLOOR) + RED_ZONE;
        if (getLong(thread + ThreadLayout.STACK_LIMIT) <= lowered) {
            return false;
        }
        Stacks.setLimit(thread, lowered);
        return true;
    }

    /** Lets the running thread use nearly all of the reserve, to throw an error that is there already. */
    @NoAllocation
    public static void dropLimit() {
        long thread = Memory.thread();
        Stacks.setLimit(thread, getLong(thread + ThreadRuntime.STACK_FLOOR) + LAST_ZONE);
    }

    @NoAllocation
    public static boolean isLimitDropped() {
        long thread = Memory.thread();
        return getLong(thread + ThreadLayout.STACK_LIMIT) == getLong(thread + ThreadRuntime.STACK_FLOOR) + LAST_ZONE;
    }

    @NoAllocation
    private static void restoreLimit(long sp) {
        long thread = Memory.thread();
        long limit = getLong(thread + ThreadRuntime.STACK_FLOOR) + ThreadLayout.STACK_RESERVE;
        if (getLong(thread + ThreadLayout.STACK_LIMIT) != limit && sp > limit) {
            Stacks.setLimit(thread, limit);
        }
    }
}
