package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Later;
import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.threads.Scheduler;

/**
 * LATERs whose halves are on two cores. The receiver's object holds the messages; the sender's ({@link Later#FAR_RECEIVER}) counts those for
 * which no credit has come back, so there is never more under way than there is room for. A receiving half that leaves a core for another takes
 * along what lies there, and the object stays as one through which later messages go; so one may be both. A sending half that comes to the
 * core of its receiver is at home again.
 */
@NoAllocation
public final class FarLaters {
    private static final int BYTES = Record.LAST + 8;

    private FarLaters() {}

    /** Sends what lies in the slot to where the receiver is. */
    private static void forward(long later, boolean last) {
        long there = getLong(later + Later.FAR_RECEIVER);
        int to = Cores.ofRaw(there);
        Crossing.prepare(to, later + Later.SLOT);
        long record = Rings.begin(Record.SEND, there);
        putLong(record + Record.LAST, last ? 1 : 0);
        if (last) {
            setEnded(later, Later.ENDED_RECEIVER);
        }
        Crossing.send(to, record, Record.SEND_MESSAGE, BYTES, later + Later.SLOT);
    }

    /** As {@link Laters#enqueue}, where the receiver is on another core. */
    static long send(long sip, long later, long bytes, int length, long handles, int count, boolean last) {
        // Only one that finds nothing there may travel in its record: others need memory for which somebody pays.
        int before = getInt(later + Later.COUNT);
        long message = before == 0 ? Slots.put(sip, later + Later.SLOT, bytes, length, handles, count, later)
                : Slots.message(sip, bytes, length, handles, count, later);
        if (message < 0) {
            return message;
        }
        if (before != 0) {
            Slots.place(later + Later.SLOT, message);
        }
        putInt(later + Later.COUNT, before + 1);
        forward(later, last);
        return 0;
    }

    /** A message has come. */
    public static void sent(long later, long record) {
        long message = getLong(record + Record.SEND_MESSAGE);
        boolean last = getLong(record + Record.LAST) != 0;
        Crossing.arrive(message);
        if (getInt(later + Later.RECEIVER) == 0) {
            if (message != 0) {
                Slots.dropMessage(message);
            }
        } else if (Crossing.isHalf(getLong(later + Later.FAR_RECEIVER))) {
            Crossing.receive(record, Record.SEND_MESSAGE, BYTES, later + Later.SLOT);
            putInt(later + Later.COUNT, getInt(later + Later.COUNT) + 1);
            forward(later, last);
        } else {
            int before = getInt(later + Later.COUNT);
            if (before == 0) {
                Crossing.receive(record, Record.SEND_MESSAGE, BYTES, later + Later.SLOT);
            } else {
                Laters.append(later, message);
            }
            putInt(later + Later.COUNT, before + 1);
        }
        if (last) {
            putInt(later + Later.STATE, Later.KEPT);
            senderEnded(later);
        } else {
            Laters.arrived(later);
            born(later);
        }
    }

    /** If this is what the receiver's process was made with and waits for, that one begins. */
    private static void born(long later) {
        long sip = getLong(later + Later.RECEIVER_SIP);
        if (sip != 0 && (getInt(sip + SipLayout.STOPPED) & SipLayout.STOPPED_BY_BIRTH) != 0) {
            Scheduler.begin(sip);
        }
    }

    /** So many messages have been taken there. */
    public static void credited(long later, int amount) {
        int before = getInt(later + Later.COUNT);
        putInt(later + Later.COUNT, before - amount);
        if (Crossing.isHalf(getLong(later + Later.FAR_SENDER))) {
            credit(later, amount);
        } else if (before >= getInt(later + Later.ROOM)) {
            Events.signal(getLong(later + Later.SENDER_SIP));
        }
    }

    /** There is room for so many more: to be known where the sender is. */
    static void credit(long later, int amount) {
        long there = getLong(later + Later.FAR_SENDER);
        if (Crossing.isHalf(there) && amount != 0) {
            Rings.send(Cores.ofRaw(there), Record.CREDIT, there, amount);
        }
    }

    private static void setEnded(long later, int bit) {
        putInt(later + Later.ENDED, getInt(later + Later.ENDED) | bit);
    }

    /** Says once to the object at {@code place}, FAR_RECEIVER or FAR_SENDER, that this one says no more. */
    static void endOnce(long later, int place) {
        int bit = place == Later.FAR_RECEIVER ? Later.ENDED_RECEIVER : Later.ENDED_SENDER;
        long there = getLong(later + place);
        if (Crossing.isHalf(there) && (getInt(later + Later.ENDED) & bit) == 0) {
            setEnded(later, bit);
            Crossing.end(later, there);
        }
    }

    private static void forget(long later, int place) {
        endOnce(later, place);
        putLong(later + place, 0);
        putInt(later + Later.ENDED, getInt(later + Later.ENDED) & ~(place == Later.FAR_RECEIVER ? Later.ENDED_RECEIVER : Later.ENDED_SENDER));
    }

    /** The object {@code there} says no more. */
    static void ended(long later, long there) {
        if (getLong(later + Later.FAR_SENDER) == there) {
            if (getInt(later + Later.SENDER) != 0) {
                putInt(later + Later.STATE, Later.ABANDONED);
            }
            senderEnded(later);
            return;
        }
        forget(later, Later.FAR_RECEIVER);
        putInt(later + Later.RECEIVER, 0);
        endOnce(later, Later.FAR_SENDER);
        if (getInt(later + Later.SENDER_GIVEN) == 0) {
            putInt(later + Later.SENDER, 0);
        }
        Events.signal(getLong(later + Later.SENDER_SIP));
        Laters.releaseIfLost(later);
    }

    /** The sender's side has ended, KEPT or ABANDONED. */
    private static void senderEnded(long later) {
        forget(later, Later.FAR_SENDER);
        putInt(later + Later.SENDER, 0);
        if (getInt(later + Later.STATE) == Later.ABANDONED) {
            endOnce(later, Later.FAR_RECEIVER);
        }
        born(later);
        Laters.settled(later);
    }

    /** See {@link Crossing#depart(int, long, int)}. */
    static long departReceiver(long later) {
        putLong(later + Later.FAR_RECEIVER, KernelLayout.PENDING);
        putLong(later + Later.CONTAINER, 0);
        return later;
    }

    /** See {@link Crossing#depart(int, long, int)}. */
    static long departSender(long later, int to) {
        long there = getLong(later + Later.FAR_RECEIVER);
        if (getInt(later + Later.RECEIVER) != 0 && (!Crossing.isHalf(there) || Cores.ofRaw(there) != to)) {
            putLong(later + Later.FAR_SENDER, KernelLayout.PENDING);
            return later;
        }
        // It comes to its receiver's core, or nobody receives: that is this one's END.
        setEnded(later, Later.ENDED_RECEIVER);
        putInt(later + Later.SENDER, 0);
        Laters.releaseIfLost(later);
        return there;
    }

    /** See {@link Crossing#arrive(int, long)}. */
    static long arriveReceiver(long there) {
        long later = make(there);
        putLong(later + Later.FAR_SENDER, there);
        Rings.send(Cores.ofRaw(there), Record.RECEIVER_IS_AT, there, later);
        return later;
    }

    /** See {@link Crossing#arrive(int, long)}. */
    static long arriveSender(long there) {
        if (there != 0 && Cores.ofRaw(there) == Cores.number()) {
            forget(there, Later.FAR_SENDER);
            return there;
        }
        long later = make(there);
        if (there == 0) {
            putInt(later + Later.RECEIVER, 0);
            return later;
        }
        // How much room there is comes with the first credit.
        putInt(later + Later.COUNT, getInt(later + Later.ROOM));
        putLong(later + Later.FAR_RECEIVER, there);
        Rings.send(Cores.ofRaw(there), Record.SENDER_IS_AT, there, later);
        return later;
    }

    private static long make(long there) {
        long later = Crossing.make(KernelLayout.LATER, Later.SIZE);
        putInt(later + Later.SENDER, 1);
        putInt(later + Later.RECEIVER, 1);
        putInt(later + Later.SENDER_GIVEN, 1);
        if (there != 0) {
            putInt(later + Later.ROOM, getInt(there + Later.ROOM));
            putInt(later + Later.DEPTH, getInt(there + Later.DEPTH) + 1);
        }
        return later;
    }

    /** The sending half has come to another core. */
    public static void senderIsAt(long later, long there) {
        putLong(later + Later.FAR_SENDER, there);
        if (getInt(later + Later.RECEIVER) == 0) {
            endOnce(later, Later.FAR_SENDER);
        } else {
            credit(later, getInt(later + Later.ROOM) - getInt(later + Later.COUNT));
        }
    }

    /** The receiving half has come to another core: what has been sent goes there. */
    public static void receiverIsAt(long later, long there) {
        putLong(later + Later.FAR_RECEIVER, there);
        boolean kept = getInt(later + Later.STATE) == Later.KEPT;
        for (int left = getInt(later + Later.COUNT); left > 0; left--) {
            forward(later, kept && left == 1);
            Laters.advance(later);
        }
        if (getInt(later + Later.STATE) == Later.ABANDONED) {
            endOnce(later, Later.FAR_RECEIVER);
        }
    }
}
