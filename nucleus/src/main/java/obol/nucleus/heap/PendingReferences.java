package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.putReference;

import java.lang.ref.Reference;
import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** The references that collections have cleared, linked by their field {@code discovered}, until a thread takes them. */
public final class PendingReferences {
    private PendingReferences() {}

    @NoAllocation
    public static boolean isEmpty() {
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

    /** A collection is over: those who wait may look. */
    @NoAllocation
    static void announce(long sip) {
        if (getInt(sip + SipLayout.PENDING) != 0) {
            WaitQueue.wakeAll(sip + SipLayout.PENDING_WAIT);
        }
    }
}
