package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Message;
import obol.layout.KernelLayout.Slot;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.exchange.Exchange;

/** Messages in the slots of channels and laters. {@code slot} is a slot's address. */
@NoAllocation
final class Slots {
    private static final long MOST_BYTES = 1 << 16;
    private static final int MOST_HANDLES = 64;
    private static final long VALUE = (1L << KernelLayout.TRAVEL_SHIFT) - 1;

    private Slots() {}

    /**
     * Copies a message of the process into an empty slot and takes its handles out of the process's table. Gives 0;
     * {@link Result#REFUSED}, if a handle is not the process's or may not be sent, or {@link Result#NO_ROOM}: then nothing has moved.
     *
     * @param handles u64 each: kind and handle
     * @param container the LATER that the slot is in, or 0
     */
    static long put(long sip, long slot, long bytes, int length, long handles, int count, long container) {
        if (length >= 0 && length <= Slot.INLINE_MOST && count == 0) {
            Machine.copyMemory(bytes, slot + Slot.INLINE, length);
            putInt(slot + Slot.LENGTH, length);
            putInt(slot + Slot.COUNT, 0);
            return 0;
        }
        long message = message(sip, bytes, length, handles, count, container);
        if (message < 0) {
            return message;
        }
        place(slot, message);
        return 0;
    }

    /** As {@link #put}, but into a message that lies in no slot: its address, or a {@link Result}. */
    static long message(long sip, long bytes, int length, long handles, int count, long container) {
        if (length < 0 || length > MOST_BYTES || count < 0 || count > MOST_HANDLES || !maySend(sip, handles, count, container)) {
            return Result.REFUSED;
        }
        long message = KernelObject.take(sip, KernelLayout.MESSAGE, Message.HANDLES + 8L * count + length);
        if (message == 0) {
            return Result.NO_ROOM;
        }
        putInt(message + Message.COUNT, count);
        for (int i = 0; i < count; i++) {
            putLong(message + Message.HANDLES + 8L * i, depart(sip, getLong(handles + 8L * i), container));
        }
        Machine.copyMemory(bytes, message + Message.HANDLES + 8L * count, length);
        return message;
    }

    /** Lays a message into an empty slot. */
    static void place(long slot, long message) {
        int count = getInt(message + Message.COUNT);
        putLong(slot + Slot.MESSAGE, message);
        putInt(slot + Slot.COUNT, count);
        putInt(slot + Slot.LENGTH, getInt(message + KernelLayout.SIZE) - Message.HANDLES - 8 * count);
    }

    private static boolean maySend(long sip, long handles, int count, long container) {
        for (int i = 0; i < count; i++) {
            long handle = getLong(handles + 8L * i);
            if (!isOwn(sip, handle, container)) {
                return false;
            }
            for (int k = 0; k < i; k++) {
                if (getLong(handles + 8L * k) == handle) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOwn(long sip, long travelling, long container) {
        int kind = (int) (travelling >>> KernelLayout.TRAVEL_SHIFT);
        long handle = travelling & VALUE;
        if (kind == KernelLayout.MEMORY) {
            return Exchange.isOwn(sip, handle);
        }
        long object = HandleTable.find(sip, handle, kind);
        return object != 0 && Handles.mayLeave(kind, object) && !(kind == KernelLayout.LATER && Laters.contains(object, container));
    }

    private static long depart(long sip, long travelling, long container) {
        int kind = (int) (travelling >>> KernelLayout.TRAVEL_SHIFT);
        long handle = travelling & VALUE;
        long value;
        if (kind == KernelLayout.MEMORY) {
            value = Exchange.renew(handle);
        } else {
            value = HandleTable.find(sip, handle, kind);
            HandleTable.remove(sip, handle);
            Handles.leave(kind, value, container);
        }
        return (long) kind << KernelLayout.TRAVEL_SHIFT | value;
    }

    /** Length and, above it by 32 bits, number of handles. */
    static long size(long slot) {
        return (long) getInt(slot + Slot.COUNT) << 32 | getInt(slot + Slot.LENGTH);
    }

    /**
     * Copies the message to the process, its handles, as {@link #put} takes them, into the process's table, and empties the slot.
     * Gives 0, or {@link Result#NO_ROOM} if the process may not have so much: then nothing has moved.
     */
    static long take(long sip, long slot, long bytes, long handles) {
        int length = getInt(slot + Slot.LENGTH);
        long message = getLong(slot + Slot.MESSAGE);
        if (message == 0) {
            takeSmall(slot, bytes);
            return 0;
        }
        putInt(slot + Slot.LENGTH, 0);
        int count = getInt(slot + Slot.COUNT);
        if (!hasRoom(sip, message, count)) {
            putInt(slot + Slot.LENGTH, length);
            return Result.NO_ROOM;
        }
        for (int i = 0; i < count; i++) {
            putLong(handles + 8L * i, arrive(sip, message, getLong(message + Message.HANDLES + 8L * i)));
        }
        Machine.copyMemory(message + Message.HANDLES + 8L * count, bytes, length);
        putLong(slot + Slot.MESSAGE, 0);
        Crossing.giveBack(message);
        return 0;
    }

    private static boolean hasRoom(long sip, long message, int count) {
        long payer = owner(message);
        int pages = 0;
        int entries = 0;
        long carried = 0;
        for (int i = 0; i < count; i++) {
            long travelling = getLong(message + Message.HANDLES + 8L * i);
            if (travelling >>> KernelLayout.TRAVEL_SHIFT != KernelLayout.MEMORY) {
                entries++;
                carried += KernelObject.carried(travelling & VALUE);
            } else if (payer != sip) {
                pages += Exchange.pages(travelling & VALUE);
            }
        }
        return (pages == 0 || Exchange.hasRoom(sip, pages, payer)) && HandleTable.hasRoom(sip, entries)
                && (carried == 0 || KernelObject.hasRoom(sip, carried));
    }

    /** Who has the blocks of a message. */
    static long owner(long message) {
        return getInt(message + Message.AWAY) == 0 ? getLong(message + KernelLayout.PAYER) : Crossing.carrier();
    }

    private static long arrive(long sip, long message, long travelling) {
        int kind = (int) (travelling >>> KernelLayout.TRAVEL_SHIFT);
        long value = travelling & VALUE;
        long handle;
        if (kind == KernelLayout.MEMORY) {
            handle = Exchange.give(owner(message), value, sip);
        } else {
            KernelObject.carry(value, sip);
            handle = HandleTable.add(sip, kind, value);
            Handles.arrive(kind, value, sip);
        }
        return (long) kind << KernelLayout.TRAVEL_SHIFT | handle;
    }

    /** As {@link #take} of a message without handles, for which there is always room. */
    @AlwaysInline
    static void takeSmall(long slot, long bytes) {
        long message = getLong(slot + Slot.MESSAGE);
        Machine.copyMemory(message == 0 ? slot + Slot.INLINE : message + Message.HANDLES, bytes, getInt(slot + Slot.LENGTH));
        putInt(slot + Slot.LENGTH, 0);
        if (message != 0) {
            putLong(slot + Slot.MESSAGE, 0);
            Crossing.giveBack(message);
        }
    }

    /** Empties the slot; what was in it is ended by {@link #dropAll}. */
    static void drop(long slot) {
        long message = getLong(slot + Slot.MESSAGE);
        if (message != 0) {
            putLong(slot + Slot.MESSAGE, 0);
            dropMessage(message);
        }
    }

    /** A message that lies nowhere any more is ended by {@link #dropAll}. */
    static void dropMessage(long message) {
        long list = Nucleus.core() + NucleusLayout.DROPPED;
        putLong(message + Message.NEXT_IN_LIST, getLong(list));
        putLong(list, message);
    }

    @AlwaysInline
    static boolean hasDropped() {
        return getLong(Nucleus.core() + NucleusLayout.DROPPED) != 0;
    }

    /** Ends the handles of all messages that have been dropped: those of messages that thereby are dropped, too. */
    static void dropAll() {
        long list = Nucleus.core() + NucleusLayout.DROPPED;
        while (getLong(list) != 0) {
            long message = getLong(list);
            putLong(list, getLong(message + Message.NEXT_IN_LIST));
            int count = getInt(message + Message.COUNT);
            for (int i = 0; i < count; i++) {
                long travelling = getLong(message + Message.HANDLES + 8L * i);
                int kind = (int) (travelling >>> KernelLayout.TRAVEL_SHIFT);
                if (kind == KernelLayout.MEMORY) {
                    Exchange.free(owner(message), travelling & VALUE);
                } else {
                    Handles.abandon(kind, travelling & VALUE);
                }
            }
            Crossing.giveBack(message);
        }
    }

    /** The blocks in a message get another owner, which pays for it now. */
    static void giveBlocks(long message, long from, long to) {
        if (getInt(message + Message.AWAY) != 0) {
            Exchange.move(from, to, getInt(message + Message.AWAY) - 1);
            return;
        }
        int count = getInt(message + Message.COUNT);
        for (int i = 0; i < count; i++) {
            long place = message + Message.HANDLES + 8L * i;
            if (getLong(place) >>> KernelLayout.TRAVEL_SHIFT == KernelLayout.MEMORY) {
                long given = Exchange.give(from, getLong(place) & VALUE, to);
                putLong(place, (long) KernelLayout.MEMORY << KernelLayout.TRAVEL_SHIFT | given);
            }
        }
    }
}
