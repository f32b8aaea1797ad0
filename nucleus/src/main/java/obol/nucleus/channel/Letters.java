package obol.nucleus.channel;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Later;
import obol.layout.KernelLayout.Slot;
import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;

/**
 * What a wait has brought, in the structure of the running thread, {@link ThreadRuntime#LETTER_SIZE} and behind: as a microkernel's message
 * registers. A small message is taken out of its slot with the wait itself; of one that is not only the size is there, and it is to be taken.
 */
@NoAllocation
public final class Letters {
    private Letters() {}

    /** Whether a message of this size, as {@link Slots#size} has it, comes with the wait for it. */
    @AlwaysInline
    public static boolean isSmall(long size) {
        return size <= Slot.INLINE_MOST;
    }

    /** The call that the server has just accepted. */
    @AlwaysInline
    static void ofCall(long channel) {
        long thread = Memory.thread();
        long size = Slots.size(channel + Channel.SLOT);
        putLong(thread + ThreadRuntime.LETTER_SIZE, size);
        if (isSmall(size)) {
            Slots.takeSmall(channel + Channel.SLOT, thread + ThreadRuntime.LETTER_BYTES);
            putLong(thread + ThreadRuntime.LETTER_HEAD, getLong(channel + Channel.ORDINAL));
            putLong(thread + ThreadRuntime.LETTER_HEAD + 8, getLong(channel + Channel.DEADLINE));
        }
    }

    /** The reply that has come for the client: gives its size. */
    @AlwaysInline
    static long ofReply(long channel) {
        long thread = Memory.thread();
        long size = Slots.size(channel + Channel.SLOT);
        putLong(thread + ThreadRuntime.LETTER_SIZE, size);
        if (isSmall(size)) {
            Slots.takeSmall(channel + Channel.SLOT, thread + ThreadRuntime.LETTER_BYTES);
            Channels.answered(channel);
        }
        return size;
    }

    /** Of the running thread's process, by its handle of the receiving half with a message: gives the message's size. */
    static long ofLater(long sip, long handle, long later) {
        long thread = Memory.thread();
        long size = Slots.size(later + Later.SLOT);
        putLong(thread + ThreadRuntime.LETTER_SIZE, size);
        if (isSmall(size)) {
            Laters.take(sip, handle, later, thread + ThreadRuntime.LETTER_BYTES, thread + ThreadRuntime.LETTER_HEAD);
        }
        return size;
    }
}
