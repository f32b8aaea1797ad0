package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Later;
import obol.layout.ThreadRuntime;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** Messages that come later. */
@NoAllocation
public final class Laters {
    private Laters() {}

    /** Makes one; gives the running process's handle of the receiving half, 0 if a bound is reached. {@link #sender} has the other. */
    public static long open() {
        long sip = Nucleus.sip();
        long later = HandleTable.hasRoom(sip, 2) ? KernelObject.take(sip, KernelLayout.LATER, Later.SIZE) : 0;
        if (later == 0) {
            return 0;
        }
        putInt(later + Later.SENDER, 1);
        putInt(later + Later.RECEIVER, 1);
        putLong(later + Later.RECEIVER_SIP, sip);
        return HandleTable.add(sip, KernelLayout.LATER, later);
    }

    /** The sending half of one that was just made, for the running process: its handle, which is given once; else 0. */
    public static long sender(long receiver) {
        long sip = Nucleus.sip();
        long later = HandleTable.find(sip, receiver, KernelLayout.LATER);
        boolean fresh = later != 0 && getInt(later + Later.SENDER) != 0 && getInt(later + Later.STATE) == Later.OPEN
                && getInt(later + Later.SENDER_GIVEN) == 0;
        long handle = fresh ? HandleTable.add(sip, KernelLayout.SENDER, later) : 0;
        if (handle != 0) {
            putInt(later + Later.SENDER_GIVEN, 1);
            putLong(later + Later.SENDER_SIP, sip);
        }
        return handle;
    }

    /** Delivers the message and ends the sending half. 0, GONE if the receiving half has ended, or as {@link Slots#put}. */
    static long send(long sip, long handle, long later, long bytes, int length, long handles, int count) {
        if (getInt(later + Later.RECEIVER) == 0) {
            return Result.GONE;
        }
        // The sender's own handle could be in the message: it must not be there any more.
        long failed = carries(handles, count, handle) ? Result.REFUSED
                : Slots.put(sip, later + Later.SLOT, bytes, length, handles, count, later);
        if (failed != 0) {
            return failed;
        }
        HandleTable.remove(sip, handle);
        putInt(later + Later.STATE, Later.KEPT);
        putInt(later + Later.SENDER, 0);
        settled(later);
        return 0;
    }

    private static boolean carries(long handles, int count, long handle) {
        for (int i = 0; i < count; i++) {
            if (getLong(handles + 8L * i) == ((long) KernelLayout.SENDER << KernelLayout.TRAVEL_SHIFT | handle)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code container} lies, through messages that lie in one another, in that of {@code later}; also if it lies too deep. */
    static boolean contains(long later, long container) {
        int depth = 0;
        for (long at = container; at != 0; at = getLong(at + Later.CONTAINER)) {
            if (at == later || ++depth == Later.NESTING_MOST) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the message; gives its size, to be taken next, GONE if none will come, or TIMEOUT. */
    public static long await(long handle, long deadline) {
        long sip = Nucleus.sip();
        boolean late = false;
        while (true) {
            long later = HandleTable.find(sip, handle, KernelLayout.LATER);
            int state = later == 0 ? Later.ABANDONED : getInt(later + Later.STATE);
            if (state != Later.OPEN) {
                return state == Later.KEPT ? Slots.size(later + Later.SLOT) : Result.GONE;
            }
            if (late) {
                return Result.TIMEOUT;
            }
            Scheduler.prepareWait(later + Later.WAITERS, deadline);
            late = Scheduler.suspend() == ThreadRuntime.WAKE_TIMEOUT;
        }
    }

    /** Takes the message, and ends the receiving half; see {@link Channels#take}. */
    static long take(long sip, long handle, long later, long bytes, long head) {
        if (getInt(later + Later.STATE) != Later.KEPT) {
            return Result.GONE;
        }
        long result = Slots.take(sip, later + Later.SLOT, bytes, head + 16);
        if (result == 0) {
            HandleTable.remove(sip, handle);
            closeReceiver(later);
        }
        return result;
    }

    static void closeSender(long later) {
        putInt(later + Later.SENDER, 0);
        putInt(later + Later.STATE, Later.ABANDONED);
        settled(later);
    }

    static void closeReceiver(long later) {
        putInt(later + Later.RECEIVER, 0);
        if (getInt(later + Later.SENDER_GIVEN) == 0) {
            putInt(later + Later.SENDER, 0);
        }
        WaitQueue.wakeAll(later + Later.WAITERS);
        Slots.drop(later + Later.SLOT);
        Events.signal(getLong(later + Later.SENDER_SIP));
        releaseIfLost(later);
    }

    private static void settled(long later) {
        putLong(later + Later.SENDER_SIP, 0);
        WaitQueue.wakeAll(later + Later.WAITERS);
        Events.signal(getLong(later + Later.RECEIVER_SIP));
        releaseIfLost(later);
    }

    private static void releaseIfLost(long later) {
        if ((getInt(later + Later.SENDER) | getInt(later + Later.RECEIVER)) == 0) {
            KernelObject.give(later);
        }
    }
}
