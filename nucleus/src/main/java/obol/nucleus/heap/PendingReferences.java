package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putReference;

import java.lang.ref.Reference;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.JavaThreads;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** The references that collections have cleared, linked by their field {@code discovered}, until a thread takes them. */
public final class PendingReferences {
    private PendingReferences() {}

    /** The first reference is made that has a queue: from now on cleared references are kept, for this thread, which has not been started. */
    public static void handleBy(Thread thread) {
        putReference(Nucleus.sip() + SipLayout.REFERENCE_HANDLER, thread);
    }

    /** Whether there is a thread for them. */
    public static boolean isHandled() {
        return getInt(Nucleus.sip() + SipLayout.REFERENCE_HANDLER) != 0;
    }

    /** Whether there are some, and the thread runs that takes them. */
    public static boolean isBeingTaken() {
        return !isEmpty() && getInt(Nucleus.sip() + SipLayout.REFERENCE_HANDLER_STARTED) != 0;
    }

    @NoAllocation
    private static boolean isEmpty() {
        return getInt(Nucleus.sip() + SipLayout.PENDING) == 0;
    }

    /** Waits until there are some. */
    public static void await() {
        while (beginWait()) {
            Scheduler.suspend();
        }
    }

    @NoAllocation
    private static boolean beginWait() {
        if (!isEmpty()) {
            return false;
        }
        Scheduler.prepareWait(Nucleus.sip() + SipLayout.PENDING_WAIT, Long.MAX_VALUE);
        return true;
    }

    /** The first one, or null; there are none then. */
    public static Reference<?> take() {
        return (Reference<?>) takeFirst();
    }

    @NoAllocation
    private static Object takeFirst() {
        long list = Nucleus.sip() + SipLayout.PENDING;
        Object first = getReference(list);
        putReference(list, null);
        return first;
    }

    /** A collection is over: who waits may look. If there is no room for the thread's start, it starts after another collection. */
    @NoAllocation
    static void announce(long sip) {
        if (isEmpty()) {
            return;
        }
        if (getInt(sip + SipLayout.REFERENCE_HANDLER_STARTED) != 0) {
            WaitQueue.wakeAll(sip + SipLayout.PENDING_WAIT);
        } else if (JavaThreads.tryStart((Thread) getReference(sip + SipLayout.REFERENCE_HANDLER))) {
            putInt(sip + SipLayout.REFERENCE_HANDLER_STARTED, 1);
        }
    }
}
