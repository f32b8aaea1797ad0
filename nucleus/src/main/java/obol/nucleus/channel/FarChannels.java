package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Connector;
import obol.layout.KernelLayout.Port;
import obol.layout.SipLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.WaitQueue;

/**
 * Channels whose ends are on two cores: the server's half is always on the core where the channel was made, as servers' ends do not travel; the
 * client's half has PORT 0. A call or a reply is one record; the halves take the turns as a whole channel would, each its own:
 * <pre>
 *   client's half:  IDLE --call--> CALL ----------(REPLY)--> REPLY --take--> IDLE        (END), deadline, close --> DEAD
 *   server's half:  IDLE --(CALL)--> CALL --accept--> SERVE --reply--> IDLE              (END), close, fault    --> DEAD
 * </pre>
 */
@NoAllocation
public final class FarChannels {
    /** Where the bytes of a message begin in its record. */
    private static final int CALL_BYTES = Record.CALL_MESSAGE + 8;
    private static final int REPLY_BYTES = Record.REPLY_MESSAGE + 8;

    private FarChannels() {}

    /** Makes a channel at the port of a connector of another core: as {@link Channels#connect}. Waits for that core. */
    static long connect(long connector) {
        long sip = Nucleus.sip();
        long half = KernelObject.take(sip, KernelLayout.CHANNEL, Channel.SIZE);
        if (half == 0) {
            return 0;
        }
        long link = HandleTable.add(sip, KernelLayout.LINK, half);
        if (link == 0) {
            KernelObject.give(half);
            return 0;
        }
        putInt(half + Channel.FLAGS, Channel.HALF);
        putInt(half + Channel.CLIENT, 1);
        putInt(half + Channel.TURN, Channel.CALL);
        putLong(half + Channel.FAR, KernelLayout.PENDING);
        long there = getLong(connector + Connector.FAR);
        Rings.send(Cores.ofRaw(there), Record.CONNECT, there, half);
        Cores.interrupt(Cores.ofRaw(there));
        await(half, Long.MAX_VALUE);
        long channel = HandleTable.find(sip, link, KernelLayout.LINK);
        if (channel == 0) {
            return Result.GONE;
        }
        long result = getLong(half + Channel.ORDINAL);
        if (result != 0) {
            Handles.close(sip, link);
            return result == Result.NO_ROOM ? 0 : result;
        }
        return link;
    }

    /** A half of another core wants to be a channel by this connector. */
    public static void connected(long connector, long half) {
        long port = getLong(connector + Connector.PORT);
        long channel = Ports.isOpen(port) ? Channels.create(port, 0) : 0;
        long fingerprint = connector + Connector.FINGERPRINT;
        if (channel != 0) {
            putLong(channel + Channel.FINGERPRINT, getLong(fingerprint));
            putLong(channel + Channel.FINGERPRINT + 8, getLong(fingerprint + 8));
            putLong(channel + Channel.FAR, half);
        }
        long record = Rings.begin(Record.OPENED, half);
        putLong(record + Record.TARGET + 8, channel);
        putLong(record + Record.RESULT, channel != 0 ? 0 : Ports.isOpen(port) ? Result.NO_ROOM : Result.GONE);
        putLong(record + Record.FINGERPRINT, getLong(fingerprint));
        putLong(record + Record.FINGERPRINT + 8, getLong(fingerprint + 8));
        Rings.send(Cores.ofRaw(half), Record.FINGERPRINT + 16);
    }

    /** The answer to {@link #connected}: the half has its other half, or none. */
    public static void opened(long half, long record) {
        long channel = getLong(record + Record.TARGET + 8);
        putLong(half + Channel.ORDINAL, getLong(record + Record.RESULT));
        putLong(half + Channel.FINGERPRINT, getLong(record + Record.FINGERPRINT));
        putLong(half + Channel.FINGERPRINT + 8, getLong(record + Record.FINGERPRINT + 8));
        putLong(half + Channel.FAR, channel);
        if (getInt(half + Channel.TURN) == Channel.DEAD) {
            endOnce(half); // whoever wanted it is no more
        } else {
            putInt(half + Channel.TURN, channel == 0 ? Channel.DEAD : Channel.IDLE);
        }
        WaitQueue.wakeAll(half + Channel.CALLER);
        Channels.releaseIfLost(half);
    }

    /** The holder of a connector, on another core, is gone. */
    public static void discarded(long connector) {
        putLong(connector + Connector.FAR, 0);
        Ports.closeConnector(connector);
    }

    /** As {@link Channels#call}, from a client's half in turn IDLE. */
    static long call(long sip, long link, long half, long ordinal, long bytes, int length, long handles, int count, long deadline) {
        putInt(half + Channel.TURN, Channel.CALL);
        long slot = half + Channel.SLOT;
        long fault = Slots.put(sip, slot, bytes, length, handles, count, 0);
        if (fault != 0) {
            putInt(half + Channel.TURN, Channel.IDLE);
            return fault;
        }
        if (Channels.isLate(half, deadline)) {
            return Result.TIMEOUT;
        }
        long server = getLong(half + Channel.FAR);
        int to = Cores.ofRaw(server);
        Crossing.prepare(to, slot);
        long record = Rings.begin(Record.CALL, server);
        putLong(record + Record.ORDINAL, ordinal);
        putLong(record + Record.DEADLINE, deadline);
        putLong(record + Record.CLIENT, getInt(sip + SipLayout.NUMBER));
        Crossing.send(to, record, Record.CALL_MESSAGE, CALL_BYTES, slot);
        await(half, deadline);
        return Channels.result(sip, link);
    }

    private static void await(long half, long deadline) {
        long thread = Memory.thread();
        Scheduler.prepareWait(half + Channel.CALLER, deadline);
        putInt(thread + ThreadRuntime.WAITING, ThreadRuntime.WAITING_FOR_REPLY);
        Scheduler.suspend();
        putInt(thread + ThreadRuntime.WAITING, 0);
    }

    /** A call has come for the server's half. */
    public static void called(long channel, long record) {
        boolean dead = getInt(channel + Channel.TURN) != Channel.IDLE;
        Crossing.arrive(getLong(record + Record.CALL_MESSAGE));
        if (dead) {
            drop(getLong(record + Record.CALL_MESSAGE));
            return;
        }
        Crossing.receive(record, Record.CALL_MESSAGE, CALL_BYTES, channel + Channel.SLOT);
        int client = (int) getLong(record + Record.CLIENT);
        putInt(channel + Channel.CLIENT, client);
        Channels.enter(channel, getLong(record + Record.ORDINAL), getLong(record + Record.DEADLINE), client);
        long port = getLong(channel + Channel.PORT);
        boolean waited = getLong(port + Port.WAITERS) != 0;
        Ports.arrived(port);
        if (!waited) {
            Circles.chase(port, getLong(channel + Channel.FAR), 0, 0);
        }
    }

    private static void drop(long message) {
        if (message != 0) {
            Slots.dropMessage(message);
        }
    }

    /** Sends what lies in the slot of a server's half as the reply, or as a fault; after that the half is idle. */
    static void reply(long channel, boolean fault) {
        long half = getLong(channel + Channel.FAR);
        int to = Cores.ofRaw(half);
        Crossing.prepare(to, channel + Channel.SLOT);
        long record = Rings.begin(fault ? Record.FAULT : Record.REPLY, half);
        Crossing.send(to, record, Record.REPLY_MESSAGE, REPLY_BYTES, channel + Channel.SLOT);
        putInt(channel + Channel.TURN, Channel.IDLE);
    }

    /** The reply to the call of a client's half, or a fault in words, which END follows. */
    public static void replied(long half, long record, boolean fault) {
        Crossing.arrive(getLong(record + Record.REPLY_MESSAGE));
        if (getInt(half + Channel.TURN) != Channel.CALL) {
            drop(getLong(record + Record.REPLY_MESSAGE));
            return;
        }
        Crossing.receive(record, Record.REPLY_MESSAGE, REPLY_BYTES, half + Channel.SLOT);
        if (fault) {
            putInt(half + Channel.FLAGS, getInt(half + Channel.FLAGS) | Channel.FAULT);
            putInt(half + Channel.TURN, Channel.DEAD);
        } else {
            putInt(half + Channel.TURN, Channel.REPLY);
        }
        WaitQueue.wakeFirst(half + Channel.CALLER);
    }

    /** This half says no more. */
    static void endOnce(long channel) {
        long far = getLong(channel + Channel.FAR);
        int flags = getInt(channel + Channel.FLAGS);
        if (Crossing.isHalf(far) && (flags & Channel.ENDED) == 0) {
            putInt(channel + Channel.FLAGS, flags | Channel.ENDED);
            Crossing.end(channel, far);
        }
    }

    private static void forget(long channel) {
        putLong(channel + Channel.FAR, 0);
        putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) & ~Channel.ENDED);
    }

    /** The other half says no more. A reply that has come before is still read. */
    static void ended(long channel) {
        endOnce(channel);
        forget(channel);
        if ((getInt(channel + Channel.FLAGS) & Channel.HALF) == 0) {
            Channels.closeLink(channel);
        } else {
            if (getInt(channel + Channel.TURN) != Channel.REPLY) {
                Channels.die(channel, true);
            }
            Channels.releaseIfLost(channel);
        }
    }

    /** See {@link Crossing#depart(int, long, int)}: the client's end, with no call under way. */
    static long depart(long channel, int to) {
        if ((getInt(channel + Channel.FLAGS) & Channel.HALF) == 0) {
            putLong(channel + Channel.FAR, KernelLayout.PENDING);
            return channel;
        }
        // That the end has come to another half, or home, is this one's END.
        long server = (getInt(channel + Channel.FLAGS) & Channel.ENDED) == 0 ? getLong(channel + Channel.FAR) : 0;
        putInt(channel + Channel.CLIENT, 0);
        putInt(channel + Channel.TURN, Channel.DEAD);
        if (server != 0) {
            putInt(channel + Channel.FLAGS, getInt(channel + Channel.FLAGS) | Channel.ENDED);
        }
        Slots.drop(channel + Channel.SLOT);
        Channels.releaseIfLost(channel);
        return server;
    }

    /** See {@link Crossing#arrive(int, long)}. */
    static long arrive(long server) {
        if (server != 0 && Cores.ofRaw(server) == Cores.number()) {
            endOnce(server);
            forget(server);
            return server;
        }
        long half = Crossing.make(KernelLayout.CHANNEL, Channel.SIZE);
        putInt(half + Channel.FLAGS, Channel.HALF);
        putInt(half + Channel.CLIENT, 1);
        putInt(half + Channel.TURN, server == 0 ? Channel.DEAD : Channel.IDLE);
        if (server != 0) {
            putLong(half + Channel.FINGERPRINT, getLong(server + Channel.FINGERPRINT));
            putLong(half + Channel.FINGERPRINT + 8, getLong(server + Channel.FINGERPRINT + 8));
            putLong(half + Channel.FAR, server);
            Rings.send(Cores.ofRaw(server), Record.LINK_IS_AT, server, half);
        }
        return half;
    }

    /** The client's end of a channel that was whole, or had its other half elsewhere, is at that half now. */
    public static void isAt(long channel, long half) {
        endOnce(channel);
        forget(channel);
        putLong(channel + Channel.FAR, half);
        if (getInt(channel + Channel.TURN) == Channel.DEAD) {
            endOnce(channel);
        }
    }
}
