package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Port;
import obol.layout.SipLayout;
import obol.layout.ThreadRuntime;
import obol.layout.TrafficLayout.Sent;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/**
 * Channels. The turn says whose move it is; a channel is its own queue, as one call is under way at most.
 * <pre>
 *   IDLE --call--> CALL --accept--> SERVE --reply--> REPLY --take--> IDLE        any --close, deadline, fault--> DEAD
 * </pre>
 * Hand-off: a call runs a server that waits at the port at once, a reply the caller as soon as the server waits again.
 */
@NoAllocation
public final class Channels {
    private Channels() {}

    /** Makes a channel at a port or by a connector; gives the client's handle, 0 if a bound is reached, GONE if the port is closed. */
    public static long connect(long handle, long fingerprint, long fingerprintLow) {
        long sip = Nucleus.sip();
        long connector = HandleTable.find(sip, handle, KernelLayout.CONNECTOR);
        if (connector != 0 && getLong(connector + KernelLayout.Connector.PORT) == 0) {
            return FarChannels.connect(connector);
        }
        boolean own = connector == 0;
        long port = own ? HandleTable.find(sip, handle, KernelLayout.PORT) : getLong(connector + KernelLayout.Connector.PORT);
        if (port == 0 || getInt(port + Port.OPEN) == 0) {
            return Result.GONE;
        }
        long channel = create(port, own ? Channel.SERVED : 0);
        if (channel == 0) {
            return 0;
        }
        long from = connector + KernelLayout.Connector.FINGERPRINT;
        putLong(channel + Channel.FINGERPRINT, own ? fingerprint : getLong(from));
        putLong(channel + Channel.FINGERPRINT + 8, own ? fingerprintLow : getLong(from + 8));
        long link = HandleTable.add(sip, KernelLayout.LINK, channel);
        if (link == 0) {
            closeLink(channel);
        }
        return link;
    }

    /** A channel at a port, with a client's end that is in no table yet; 0 if a bound of the server's is reached. */
    static long create(long port, int flags) {
        long server = getLong(port + Port.SIP);
        if (getInt(port + Port.CHANNEL_COUNT) == Port.CHANNELS_MOST) {
            return 0;
        }
        long channel = KernelObject.take(server, KernelLayout.CHANNEL, Channel.SIZE);
        if (channel == 0) {
            return 0;
        }
        long handle = HandleTable.add(server, KernelLayout.CHANNEL, channel);
        if (handle == 0) {
            KernelObject.give(channel);
            return 0;
        }
        putInt(channel + Channel.FLAGS, flags);
        putInt(channel + Channel.CLIENT, 1);
        putLong(channel + Channel.PORT, port);
        putLong(channel + Channel.SERVER, handle);
        long first = getLong(port + Port.CHANNELS);
        putLong(channel + Channel.NEXT_OF_PORT, first);
        if (first != 0) {
            putLong(first + Channel.PREVIOUS_OF_PORT, channel);
        }
        putLong(port + Port.CHANNELS, channel);
        putInt(port + Port.CHANNEL_COUNT, getInt(port + Port.CHANNEL_COUNT) + 1);
        return channel;
    }

    /**
     * Calls and waits for the reply: its size, see {@link Letters}, or a {@link Result}. After GONE and TIMEOUT the
     * channel has ended; after all others but FAULT nothing has moved. CIRCLE has its words in the place of the reply.
     */
    @AlwaysInline
    public static long call(long link, long ordinal, long bytes, int length, long handles, int count, long deadline) {
        long sip = Nucleus.sip();
        long channel = HandleTable.find(sip, link, KernelLayout.LINK);
        if (channel == 0 || getInt(channel + Channel.TURN) == Channel.DEAD) {
            return Result.GONE;
        }
        if (getInt(channel + Channel.TURN) != Channel.IDLE) {
            return Result.BUSY;
        }
        long port = getLong(channel + Channel.PORT);
        if (port == 0) {
            return FarChannels.call(sip, link, channel, ordinal, bytes, length, handles, count, deadline);
        }
        long thread = Memory.thread();
        int circle = Circles.closes(port);
        if (circle == Circles.CLOSES) {
            Circles.write(port, channel + Channel.SLOT);
            putInt(channel + Channel.TURN, Channel.REPLY);
            return Result.CIRCLE;
        }
        // Its own link could be in the message: it must not count as idle.
        putInt(channel + Channel.TURN, Channel.CALL);
        long fault = Slots.put(sip, channel + Channel.SLOT, bytes, length, handles, count, 0);
        if (fault != 0) {
            putInt(channel + Channel.TURN, Channel.IDLE);
            return fault;
        }
        if (isLate(channel, deadline)) {
            return Result.TIMEOUT;
        }
        enter(channel, ordinal, deadline, getInt(sip + SipLayout.NUMBER));
        Events.signal(getLong(port + Port.SIP));
        Scheduler.prepareWait(channel + Channel.CALLER, deadline);
        putInt(thread + ThreadRuntime.WAITING, ThreadRuntime.WAITING_FOR_REPLY);
        if (circle != Circles.NONE) {
            Circles.chase(port, channel, 0, 0);
        }
        Scheduler.handOff(port + Port.WAITERS);
        putInt(thread + ThreadRuntime.WAITING, 0);
        return result(sip, link);
    }

    /** Whether it is too late for a call; then the channel has ended. */
    static boolean isLate(long channel, long deadline) {
        if (deadline == Long.MAX_VALUE || deadline > Machine.monotonicTime()) {
            return false;
        }
        die(channel, true);
        return true;
    }

    /** The call whose message lies in the slot enters the port's queue. */
    @AlwaysInline
    static void enter(long channel, long ordinal, long deadline, int client) {
        putInt(channel + Channel.TURN, Channel.CALL);
        putLong(channel + Channel.ORDINAL, ordinal);
        putLong(channel + Channel.DEADLINE, deadline);
        Traffic.note(channel, Sent.CALL, client);
        enqueue(getLong(channel + Channel.PORT) + Port.CALLS, channel, Channel.CALLING);
    }

    /** Why the wait for the reply has ended. */
    @AlwaysInline
    static long result(long sip, long link) {
        long channel = HandleTable.find(sip, link, KernelLayout.LINK);
        if (channel == 0) {
            return Result.GONE;
        }
        int turn = getInt(channel + Channel.TURN);
        if (turn == Channel.REPLY) {
            return Letters.ofReply(channel);
        }
        if (turn == Channel.DEAD) {
            return (getInt(channel + Channel.FLAGS) & Channel.FAULT) != 0 ? Result.FAULT : Result.GONE;
        }
        if (turn == Channel.CIRCLED) {
            putInt(channel + Channel.TURN, Channel.REPLY);
            return Result.CIRCLE;
        }
        die(channel, true);
        return Result.TIMEOUT;
    }

    /** Takes a call that nobody serves yet out of the port's queue, and ends what is in it. Whether there was one. */
    static boolean withdraw(long channel) {
        if ((getInt(channel + Channel.FLAGS) & Channel.CALLING) == 0) {
            return false;
        }
        dequeue(channel);
        Slots.drop(channel + Channel.SLOT);
        putInt(channel + Channel.SLOT + KernelLayout.Slot.LENGTH, 0);
        putInt(channel + Channel.SLOT + KernelLayout.Slot.COUNT, 0);
        putInt(channel + Channel.TURN, Channel.IDLE);
        return true;
    }

    /** The server takes the first call of its port's queue, see {@link Letters}; gives its handle. */
    @AlwaysInline
    static long accept(long channel) {
        dequeue(channel);
        putInt(channel + Channel.TURN, Channel.SERVE);
        putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) | Channel.SERVED);
        Letters.ofCall(channel);
        return getLong(channel + Channel.SERVER);
    }

    /**
     * The message of the call that was accepted last, for the server, or of the reply or fault, for the client. {@code head}: where
     * ordinal and deadline go, and behind them the handles. As {@link Slots#take}, or GONE.
     */
    static long take(long sip, int kind, long channel, long bytes, long head) {
        int turn = getInt(channel + Channel.TURN);
        long slot = channel + Channel.SLOT;
        if (kind == KernelLayout.CHANNEL) {
            if (turn != Channel.SERVE) {
                return Result.GONE;
            }
            putLong(head, getLong(channel + Channel.ORDINAL));
            putLong(head + 8, getLong(channel + Channel.DEADLINE));
            return Slots.take(sip, slot, bytes, head + 16);
        }
        boolean fault = turn == Channel.DEAD && (getInt(channel + Channel.FLAGS) & Channel.FAULT) != 0;
        if (turn != Channel.REPLY && !fault) {
            return Result.GONE;
        }
        long result = Slots.take(sip, slot, bytes, head + 16);
        if (result == 0) {
            answered(channel);
        }
        return result;
    }

    /** The client has the reply, or the fault. */
    @AlwaysInline
    static void answered(long channel) {
        putInt(channel + Channel.TURN, (getLong(channel + Channel.PORT) | getLong(channel + Channel.FAR)) == 0 ? Channel.DEAD : Channel.IDLE);
        putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) & ~Channel.FAULT);
    }

    /**
     * Answers the call under way; with {@code fault} the message is words, and the channel ends. 0, GONE if the client no longer
     * waits, or as {@link Slots#put}.
     */
    static long reply(long sip, long channel, long bytes, int length, long handles, int count, boolean fault) {
        if (getInt(channel + Channel.TURN) != Channel.SERVE) {
            return Result.GONE;
        }
        long slot = channel + Channel.SLOT;
        Slots.drop(slot); // a request that was never taken
        long failed = Slots.put(sip, slot, bytes, length, handles, count, 0);
        if (failed != 0) {
            return failed;
        }
        Traffic.note(channel, fault ? Sent.FAULT : Sent.REPLY, 0);
        if (getLong(channel + Channel.FAR) != 0) {
            FarChannels.reply(channel, fault);
            if (fault) {
                die(channel, false);
            }
            return 0;
        }
        if (fault) {
            putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) | Channel.FAULT);
            die(channel, false);
            return 0;
        }
        putInt(channel + Channel.TURN, Channel.REPLY);
        Scheduler.resume(channel + Channel.CALLER, Ports.isReady(getLong(channel + Channel.PORT)));
        return 0;
    }

    /** The server ends the channel. A reply that is out is still read. */
    static void end(long channel) {
        if (getInt(channel + Channel.TURN) == Channel.REPLY) {
            long port = getLong(channel + Channel.PORT);
            leave(channel);
            detach(channel);
            Ports.closeIfUnused(port);
        } else if (getInt(channel + Channel.TURN) == Channel.DEAD) {
            long port = getLong(channel + Channel.PORT);
            detach(channel);
            Ports.closeIfUnused(port);
        } else {
            die(channel, false);
        }
    }

    /** The client's end is gone. */
    static void closeLink(long channel) {
        die(channel, true);
        putInt(channel + Channel.CLIENT, 0);
        releaseIfLost(channel);
    }

    /** Ends the channel, once. {@code tell}: the server is to hear of it, if it serves the channel. */
    static void die(long channel, boolean tell) {
        if (getInt(channel + Channel.TURN) == Channel.DEAD) {
            return;
        }
        putInt(channel + Channel.TURN, Channel.DEAD);
        if ((getInt(channel + Channel.FLAGS) & Channel.FAULT) == 0) {
            Traffic.note(channel, Sent.END, 0);
            Slots.drop(channel + Channel.SLOT);
        }
        if (getLong(channel + Channel.FAR) != 0) {
            FarChannels.endOnce(channel);
        }
        WaitQueue.wakeAll(channel + Channel.CALLER);
        long port = getLong(channel + Channel.PORT);
        if (port == 0) {
            return; // the server ended it when it replied, or is on another core
        }
        leave(channel);
        if (tell && (getInt(channel + Channel.FLAGS) & Channel.SERVED) != 0) {
            enqueue(port + Port.ENDS, channel, Channel.ENDING);
        } else {
            detach(channel);
            Ports.closeIfUnused(port);
        }
        if (getInt(port + Port.OPEN) != 0) {
            Ports.arrived(port);
        }
    }

    /** Takes the channel out of its port's queue and list of living ones. */
    private static void leave(long channel) {
        long port = getLong(channel + Channel.PORT);
        dequeue(channel);
        long next = getLong(channel + Channel.NEXT_OF_PORT);
        long previous = getLong(channel + Channel.PREVIOUS_OF_PORT);
        putLong(previous == 0 ? port + Port.CHANNELS : previous + Channel.NEXT_OF_PORT, next);
        if (next != 0) {
            putLong(next + Channel.PREVIOUS_OF_PORT, previous);
        }
        putInt(port + Port.CHANNEL_COUNT, getInt(port + Port.CHANNEL_COUNT) - 1);
    }

    /** The server's end of a channel that has left its port is gone. */
    static void detach(long channel) {
        dequeue(channel);
        HandleTable.remove(getLong(getLong(channel + Channel.PORT) + Port.SIP), getLong(channel + Channel.SERVER));
        putLong(channel + Channel.PORT, 0);
        putLong(channel + Channel.SERVER, 0);
        releaseIfLost(channel);
    }

    static void releaseIfLost(long channel) {
        if (getInt(channel + Channel.CLIENT) == 0 && (getLong(channel + Channel.PORT) | getLong(channel + Channel.FAR)) == 0) {
            Slots.drop(channel + Channel.SLOT);
            KernelObject.give(channel);
        }
    }

    private static void enqueue(long queue, long channel, int flag) {
        long last = getLong(queue + 8);
        putLong(channel + Channel.NEXT_QUEUED, 0);
        putLong(channel + Channel.PREVIOUS_QUEUED, last);
        putLong(last == 0 ? queue : last + Channel.NEXT_QUEUED, channel);
        putLong(queue + 8, channel);
        putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) | flag);
    }

    private static void dequeue(long channel) {
        int flags = getInt(channel + Channel.FLAGS);
        if ((flags & (Channel.CALLING | Channel.ENDING)) == 0) {
            return;
        }
        putInt(channel + Channel.FLAGS, flags & ~(Channel.CALLING | Channel.ENDING));
        long queue = getLong(channel + Channel.PORT) + ((flags & Channel.CALLING) != 0 ? Port.CALLS : Port.ENDS);
        long next = getLong(channel + Channel.NEXT_QUEUED);
        long previous = getLong(channel + Channel.PREVIOUS_QUEUED);
        putLong(previous == 0 ? queue : previous + Channel.NEXT_QUEUED, next);
        putLong(next == 0 ? queue + 8 : next + Channel.PREVIOUS_QUEUED, previous);
    }
}
