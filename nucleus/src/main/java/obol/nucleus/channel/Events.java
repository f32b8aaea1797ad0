package obol.nucleus.channel;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** A process's count of what may have made something ready for it. */
@NoAllocation
public final class Events {
    private Events() {}

    /** Something has happened for this process; 0: for none. */
    public static void signal(long sip) {
        if (sip != 0) {
            putLong(sip + SipLayout.EVENTS, getLong(sip + SipLayout.EVENTS) + 1);
            WaitQueue.wakeAll(sip + SipLayout.EVENT_WAITERS);
        }
    }

    /** Waits until the running process's count is not {@code seen} or the deadline has come; gives the count. */
    public static long await(long seen, long deadline) {
        long sip = Nucleus.sip();
        if (getLong(sip + SipLayout.EVENTS) == seen) {
            Scheduler.prepareWait(sip + SipLayout.EVENT_WAITERS, deadline);
            Scheduler.suspend();
        }
        return getLong(sip + SipLayout.EVENTS);
    }
}
