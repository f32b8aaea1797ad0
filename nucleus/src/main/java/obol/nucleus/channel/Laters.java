package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Later;
import obol.layout.KernelLayout.Message;
import obol.layout.ThreadRuntime;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/** Messages that come later. */
@NoAllocation
public final class Laters {
    private Laters() {}

    /**
     * Makes one with room for so many messages besides the last; gives the running process's handle of the receiving half, 0 if a bound
     * is reached. {@link #sender} has the other.
     */
    public static long open(int room) {
        long sip = Nucleus.sip();
        long later = room < 0 || room > Later.ROOM_MOST ? 0 : HandleTable.hasRoom(sip, 2) ? KernelObject.take(sip, KernelLayout.LATER, Later.SIZE) : 0;
        if (later == 0) {
            return 0;
        }
        putInt(later + Later.SENDER, 1);
        putInt(later + Later.RECEIVER, 1);
        putInt(later + Later.ROOM, room);
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

    /**
     * Delivers a message, and ends the sending half if it is the last. 0; GONE if the receiving half has ended; FULL, which the last
     * never finds; or as {@link Slots#put}.
     */
    static long send(long sip, long handle, long later, long bytes, int length, long handles, int count, boolean last) {
        if (getInt(later + Later.RECEIVER) == 0) {
            return Result.GONE;
        }
        if (!last && !hasRoom(later)) {
            return Result.FULL;
        }
        // The sender's own handle could be in the message: it must not be there any more.
        long failed = carries(handles, count, handle) ? Result.REFUSED
                : Crossing.isHalf(getLong(later + Later.FAR_RECEIVER)) ? FarLaters.send(sip, later, bytes, length, handles, count, last)
                : enqueue(sip, later, bytes, length, handles, count);
        if (failed != 0) {
            return failed;
        }
        if (last) {
            HandleTable.remove(sip, handle);
            putInt(later + Later.STATE, Later.KEPT);
            putInt(later + Later.SENDER, 0);
            settled(later);
        } else {
            arrived(later);
        }
        return 0;
    }

    /** A message that is not the last one has been put behind those that lie there. */
    static void arrived(long later) {
        if (getInt(later + Later.COUNT) == 1) {
            WaitQueue.wakeFirst(later + Later.WAITERS);
            Events.signal(getLong(later + Later.RECEIVER_SIP));
        }
    }

    /** The first message lies in the slot, the others are linked behind it. */
    private static long enqueue(long sip, long later, long bytes, int length, long handles, int count) {
        int before = getInt(later + Later.COUNT);
        if (before == 0) {
            long failed = Slots.put(sip, later + Later.SLOT, bytes, length, handles, count, later);
            if (failed != 0) {
                return failed;
            }
        } else {
            long message = Slots.message(sip, bytes, length, handles, count, later);
            if (message < 0) {
                return message;
            }
            append(later, message);
        }
        putInt(later + Later.COUNT, before + 1);
        return 0;
    }

    /** Links a message behind others. */
    static void append(long later, long message) {
        long queue = later + Later.QUEUE;
        long behind = getLong(queue + 8);
        putLong(behind == 0 ? queue : behind + Message.NEXT_IN_LIST, message);
        putLong(queue + 8, message);
    }

    /** The slot is empty: the first of the linked messages comes there. */
    static void advance(long later) {
        long next = dequeue(later);
        if (next != 0) {
            Slots.place(later + Later.SLOT, next);
        }
    }

    /** Takes the first of the linked messages out of the queue; 0: there is none. */
    private static long dequeue(long later) {
        long queue = later + Later.QUEUE;
        long message = getLong(queue);
        if (message != 0) {
            long next = getLong(message + Message.NEXT_IN_LIST);
            putLong(message + Message.NEXT_IN_LIST, 0);
            putLong(queue, next);
            if (next == 0) {
                putLong(queue + 8, 0);
            }
        }
        return message;
    }

    /** Whether a message could be put, or nobody receives. */
    static boolean hasRoom(long later) {
        return getInt(later + Later.RECEIVER) == 0 || getInt(later + Later.COUNT) < getInt(later + Later.ROOM);
    }

    /** Whether there is a message, or none will come. */
    public static boolean isReady(long later) {
        return getInt(later + Later.COUNT) != 0 || getInt(later + Later.STATE) != Later.OPEN;
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

    /** Waits for the next message; gives its size, see {@link Letters}, GONE if none will come, or TIMEOUT. */
    public static long await(long handle, long deadline) {
        long sip = Nucleus.sip();
        boolean late = false;
        while (true) {
            long later = HandleTable.find(sip, handle, KernelLayout.LATER);
            if (later == 0 || isReady(later)) {
                return later != 0 && getInt(later + Later.COUNT) != 0 ? Letters.ofLater(sip, handle, later) : Result.GONE;
            }
            if (late) {
                return Result.TIMEOUT;
            }
            Scheduler.prepareWait(later + Later.WAITERS, deadline);
            late = Scheduler.suspend() == ThreadRuntime.WAKE_TIMEOUT;
        }
    }

    /** Takes the next message; the last one ends the receiving half, and the first word of {@code head} says so. */
    static long take(long sip, long handle, long later, long bytes, long head) {
        int count = getInt(later + Later.COUNT);
        if (count == 0) {
            return Result.GONE;
        }
        long result = Slots.take(sip, later + Later.SLOT, bytes, head + 16);
        if (result != 0) {
            return result;
        }
        putInt(later + Later.COUNT, count - 1);
        advance(later);
        boolean last = count == 1 && getInt(later + Later.STATE) == Later.KEPT;
        putLong(head, last ? 1 : 0);
        if (last) {
            HandleTable.remove(sip, handle);
            closeReceiver(later);
        } else if (getLong(later + Later.FAR_SENDER) != 0) {
            FarLaters.credit(later, 1);
        } else if (count == getInt(later + Later.ROOM)) {
            Events.signal(getLong(later + Later.SENDER_SIP));
        }
        return 0;
    }

    static void closeSender(long later) {
        putInt(later + Later.SENDER, 0);
        putInt(later + Later.STATE, Later.ABANDONED);
        FarLaters.endOnce(later, Later.FAR_RECEIVER);
        settled(later);
    }

    static void closeReceiver(long later) {
        putInt(later + Later.RECEIVER, 0);
        putLong(later + Later.RECEIVER_SIP, 0);
        if (getInt(later + Later.SENDER_GIVEN) == 0) {
            putInt(later + Later.SENDER, 0);
        }
        WaitQueue.wakeAll(later + Later.WAITERS);
        Slots.drop(later + Later.SLOT);
        for (long message = dequeue(later); message != 0; message = dequeue(later)) {
            Slots.dropMessage(message);
        }
        Events.signal(getLong(later + Later.SENDER_SIP));
        FarLaters.endOnce(later, Later.FAR_SENDER);
        releaseIfLost(later);
    }

    /** The sending half has ended. */
    static void settled(long later) {
        putLong(later + Later.SENDER_SIP, 0);
        WaitQueue.wakeAll(later + Later.WAITERS);
        Events.signal(getLong(later + Later.RECEIVER_SIP));
        releaseIfLost(later);
    }

    static void releaseIfLost(long later) {
        long far = getLong(later + Later.FAR_SENDER) | getLong(later + Later.FAR_RECEIVER);
        if ((getInt(later + Later.SENDER) | getInt(later + Later.RECEIVER) | far) == 0) {
            KernelObject.give(later);
        }
    }
}
