package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Later;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.WaitQueue;

/** What each kind of handle does when it is closed, leaves in a message, or arrives in one. */
@NoAllocation
public final class Handles {
    private Handles() {}

    /** Ends what the handle stands for; false if there is no such handle. */
    public static boolean close(long sip, long handle) {
        int kind = HandleTable.kind(sip, handle);
        if (kind == 0) {
            return false;
        }
        long object = HandleTable.find(sip, handle);
        if (kind == KernelLayout.CHANNEL) {
            Channels.end(object);
            return true;
        }
        HandleTable.remove(sip, handle);
        abandon(kind, object);
        return true;
    }

    /** Nobody holds this end any more. */
    static void abandon(int kind, long object) {
        switch (kind) {
            case KernelLayout.PORT -> Ports.closeHandle(object);
            case KernelLayout.CONNECTOR -> Ports.closeConnector(object);
            case KernelLayout.LINK -> Channels.closeLink(object);
            case KernelLayout.LATER -> Laters.closeReceiver(object);
            case KernelLayout.SENDER -> Laters.closeSender(object);
            default -> { }
        }
    }

    /** Whether an end may be sent: a channel's if no call is under way, everything but ports and servers' ends, unless it has been to too many cores. */
    static boolean mayLeave(int kind, long object) {
        if (kind == KernelLayout.LINK) {
            int turn = getInt(object + Channel.TURN);
            return turn == Channel.IDLE || turn == Channel.DEAD;
        }
        if (kind == KernelLayout.LATER || kind == KernelLayout.SENDER) {
            return getInt(object + Later.DEPTH) < Later.DEPTH_MOST;
        }
        return kind == KernelLayout.CONNECTOR;
    }

    /** An end has left its table, into the message of {@code container}, a LATER, or 0. */
    static void leave(int kind, long object, long container) {
        if (kind == KernelLayout.LATER) {
            putLong(object + Later.RECEIVER_SIP, 0);
            putLong(object + Later.CONTAINER, container);
            WaitQueue.wakeAll(object + Later.WAITERS);
        } else if (kind == KernelLayout.SENDER) {
            putLong(object + Later.SENDER_SIP, 0);
        }
    }

    /** Moves an end that may be sent from one process's table to another's. */
    public static void move(long from, long handle, long to) {
        int kind = HandleTable.kind(from, handle);
        enter(to, kind, leave(from, handle));
    }

    /** Takes an end that may be sent out of a process's table; gives its object. */
    public static long leave(long sip, long handle) {
        int kind = HandleTable.kind(sip, handle);
        long object = HandleTable.find(sip, handle);
        HandleTable.remove(sip, handle);
        leave(kind, object, 0);
        return object;
    }

    /** Enters an end that lies nowhere else in the table of a process, where there is room. */
    public static void enter(long sip, int kind, long object) {
        KernelObject.carry(object, sip);
        HandleTable.add(sip, kind, object);
        arrive(kind, object, sip);
    }

    /** Nobody takes an end that lies nowhere else. */
    public static void drop(int kind, long object) {
        abandon(kind, object);
    }

    /** Whether the handle is one of the process's, of this kind. */
    public static boolean isOwn(long sip, long handle, int kind) {
        return HandleTable.find(sip, handle, kind) != 0;
    }

    /** An end has arrived in a table. */
    static void arrive(int kind, long object, long sip) {
        if (kind == KernelLayout.LATER) {
            putLong(object + Later.RECEIVER_SIP, sip);
            putLong(object + Later.CONTAINER, 0);
        } else if (kind == KernelLayout.SENDER) {
            putLong(object + Later.SENDER_SIP, sip);
        }
    }

    /** The kind of the object that a handle of this kind names. */
    static int objectKind(int kind) {
        return kind == KernelLayout.LINK ? KernelLayout.CHANNEL : kind == KernelLayout.SENDER ? KernelLayout.LATER : kind;
    }
}
