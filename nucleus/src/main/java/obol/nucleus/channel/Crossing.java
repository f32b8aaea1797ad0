package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout;
import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Connector;
import obol.layout.KernelLayout.Message;
import obol.layout.KernelLayout.Slot;
import obol.nucleus.Machine;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.exchange.Exchange;

/**
 * Messages, and what is in them, on their way from one core to another.
 *
 * <p>Short messages go in the record. Others stay where they are, in the memory of the core whose process pays for them, and are the receiver's
 * until that says by {@link Record#FREE} that it has done with them; {@link Message#AWAY} says so. What stands in place of a handle on the
 * way is its kind above an address, from which the receiver makes a half of its own: of the channel or LATER that stays behind, or of the
 * connector; 0 for what has ended; or the address of the half that is at home there. Of the object that stays behind the receiver reads only
 * what never changes (fingerprint, room, depth), until its half has said where it is.
 *
 * <p>Two halves end each other: each says {@link Record#END} once, of its own accord or when the other one does, and none is freed before
 * it has heard that; as records keep their order, no address in one is ever that of a freed half.
 */
@NoAllocation
public final class Crossing {
    private static final long VALUE = (1L << KernelLayout.TRAVEL_SHIFT) - 1;

    private Crossing() {}

    /** Whether the address in the place of another half is one. */
    static boolean isHalf(long far) {
        return far > KernelLayout.PENDING;
    }

    /** The process that owns what arrives, until it is taken. */
    public static long carrier() {
        return getLong(Rings.far() + FarLayout.CARRIER);
    }

    /** Whether the object was made for what has arrived, and no process pays for it yet. */
    static boolean isCarried(long object) {
        long far = Rings.far();
        return far != 0 && getLong(object + KernelLayout.PAYER) == getLong(far + FarLayout.CARRIER);
    }

    /** Says to the other half that this one says no more. */
    static void end(long object, long half) {
        Rings.send(Cores.ofRaw(half), Record.END, half, object);
    }

    /** A half of another core says no more. */
    public static void ended(long object, long half) {
        if (KernelObject.kind(object) == KernelLayout.CHANNEL) {
            FarChannels.ended(object);
        } else {
            FarLaters.ended(object, half);
        }
    }

    /**
     * Takes the message out of a slot and into the record that has been begun: the message's address, or 0, at {@code place}, its bytes at
     * {@code bytes}. Then sends the record.
     */
    static void send(int to, long record, int place, int bytes, long slot) {
        long message = getLong(slot + Slot.MESSAGE);
        int length = getInt(slot + Slot.LENGTH);
        putLong(record, getLong(record) | (long) getInt(slot + Slot.COUNT) << Record.HANDLES_SHIFT | (long) length << Record.LENGTH_SHIFT);
        putLong(record + place, message);
        putLong(slot + Slot.MESSAGE, 0);
        putInt(slot + Slot.LENGTH, 0);
        putInt(slot + Slot.COUNT, 0);
        if (message == 0) {
            Machine.copyMemory(slot + Slot.INLINE, record + bytes, length);
        }
        Rings.send(to, bytes + (message == 0 ? length : 0));
    }

    /** Makes the message in the slot ready for another core. Before its record is begun, as this may send others. */
    static void prepare(int to, long slot) {
        long message = getLong(slot + Slot.MESSAGE);
        if (message != 0) {
            depart(message, to);
        }
    }

    private static void depart(long message, int to) {
        boolean own = getInt(message + Message.AWAY) == 0;
        long owner = Slots.owner(message);
        int pages = 0;
        for (int i = 0; i < getInt(message + Message.COUNT); i++) {
            long place = message + Message.HANDLES + 8L * i;
            int kind = (int) (getLong(place) >>> KernelLayout.TRAVEL_SHIFT);
            long value = getLong(place) & VALUE;
            if (kind == KernelLayout.MEMORY) {
                pages += Exchange.pages(value);
                value = Exchange.depart(owner, value, own);
            } else {
                value = depart(kind, value, to);
            }
            putLong(place, (long) kind << KernelLayout.TRAVEL_SHIFT | value);
        }
        if (own) {
            putInt(message + Message.AWAY, 1 + pages);
        }
    }

    /** An end that is in no table and no message any more goes to another core: what stands for it on the way. */
    public static long depart(int kind, long object, int to) {
        return switch (kind) {
            case KernelLayout.LINK -> FarChannels.depart(object, to);
            case KernelLayout.CONNECTOR -> departConnector(object);
            case KernelLayout.SENDER -> FarLaters.departSender(object, to);
            default -> FarLaters.departReceiver(object);
        };
    }

    private static long departConnector(long connector) {
        long there = getLong(connector + Connector.FAR);
        if (there == 0) {
            putLong(connector + Connector.FAR, KernelLayout.PENDING);
            return connector;
        }
        KernelObject.give(connector);
        return there;
    }

    /** Lays what has come in a record into an empty slot. {@code place}, {@code bytes}: as for {@link #send}. */
    static void receive(long record, int place, int bytes, long slot) {
        long message = getLong(record + place);
        int length = (int) (getLong(record) >>> Record.LENGTH_SHIFT);
        putInt(slot + Slot.LENGTH, length);
        putInt(slot + Slot.COUNT, (int) (getLong(record) >>> Record.HANDLES_SHIFT) & 0xFFFF);
        putLong(slot + Slot.MESSAGE, message);
        if (message == 0) {
            Machine.copyMemory(record + bytes, slot + Slot.INLINE, length);
        }
    }

    /** Makes the handles of a message that has come those of this core. */
    static void arrive(long message) {
        for (int i = 0; message != 0 && i < getInt(message + Message.COUNT); i++) {
            long place = message + Message.HANDLES + 8L * i;
            int kind = (int) (getLong(place) >>> KernelLayout.TRAVEL_SHIFT);
            long value = getLong(place) & VALUE;
            value = kind == KernelLayout.MEMORY ? Exchange.arrive(carrier(), value) : arrive(kind, value);
            putLong(place, (long) kind << KernelLayout.TRAVEL_SHIFT | value);
        }
    }

    /** The end for which {@code value} stood on the way; it is in no table. */
    public static long arrive(int kind, long value) {
        return switch (kind) {
            case KernelLayout.LINK -> FarChannels.arrive(value);
            case KernelLayout.CONNECTOR -> arriveConnector(value);
            case KernelLayout.SENDER -> FarLaters.arriveSender(value);
            default -> FarLaters.arriveReceiver(value);
        };
    }

    private static long arriveConnector(long there) {
        if (Cores.ofRaw(there) == Cores.number()) {
            putLong(there + Connector.FAR, 0);
            return there;
        }
        long connector = make(KernelLayout.CONNECTOR, Connector.SIZE);
        putLong(connector + Connector.FAR, there);
        return connector;
    }

    /** An object for what arrives. */
    static long make(int kind, long size) {
        return KernelObject.take(carrier(), kind, size);
    }

    /** Nobody needs the message any more, or only its payer's core does. */
    static void giveBack(long message) {
        if (getInt(message + Message.AWAY) == 0) {
            KernelObject.give(message);
        } else if (Cores.ofRaw(message) == Cores.number()) {
            freed(message);
        } else {
            Rings.send(Cores.ofRaw(message), Record.FREE, message, 0);
        }
    }

    /** A message that was away is not needed there any more. */
    public static void freed(long message) {
        Exchange.settle(getLong(message + KernelLayout.PAYER), getInt(message + Message.AWAY) - 1);
        KernelObject.give(message);
    }

    /** A block of this core is free. */
    public static void blockFreed(int page) {
        Exchange.comeHome(page);
    }
}
