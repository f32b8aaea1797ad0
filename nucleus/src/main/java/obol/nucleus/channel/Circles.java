package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout.Record;
import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Port;
import obol.layout.KernelLayout.Slot;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.core.Rings;
import obol.nucleus.threads.WaitQueue;

/**
 * Circles of calls. The thread that took a port's last arrival serves it; while that thread waits for a reply, nothing is served there.
 * Each thread waits for one reply at most, so from a port there is one way on, to the port that its thread waits for. A wait for anything
 * else ends the search: others may end it. So does a way of {@link #MOST_STEPS}: threads that take turns at a port may close a circle that
 * no call closes.
 */
@NoAllocation
public final class Circles {
    /** {@code " → "} in UTF-8, lowest byte first. */
    private static final long ARROW = 0x20_92_86_E2_20L;
    private static final int ARROW_BYTES = 5;
    private static final int MOST_STEPS = 1000;

    /** What {@link #closes} gives: no; yes; not on this core, but the way leads to another one, where {@link #chase} goes on. */
    static final int NONE = 0, CLOSES = 1, LEADS_AWAY = 2;

    private Circles() {}

    /** Whether a call of the running thread at this port would wait for that thread itself: {@link #NONE}, {@link #CLOSES}, {@link #LEADS_AWAY}. */
    static int closes(long port) {
        long self = Memory.thread();
        long server = busy(port);
        for (int steps = 0; server != 0 && steps < MOST_STEPS; steps++) {
            if (server == self) {
                return CLOSES;
            }
            long channel = waitsFor(server);
            if (channel == 0) {
                return NONE;
            }
            long next = getLong(channel + Channel.PORT);
            if (next == 0) {
                return LEADS_AWAY;
            }
            server = busy(next);
        }
        return NONE;
    }

    /**
     * After a call on {@code origin}, whose thread waits, has come to a port: follows the way on from there, over all cores. If it comes back, the
     * call that waits at its beginning is withdrawn. {@code length} bytes at {@code names} are the names of the ports on the way so far.
     */
    static void chase(long port, long origin, long names, int length) {
        if (busy(port) == 0) {
            return;
        }
        long record = Rings.begin(Record.PROBE, 0);
        long text = record + Record.NAMES;
        Machine.copyMemory(names, text, length);
        int written = length;
        long at = port;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            written = name(at, text, written == 0 ? 0 : arrow(text, written));
            long server = busy(at);
            long channel = server == 0 ? 0 : waitsFor(server);
            if (channel == 0) {
                return;
            }
            if (channel == origin) {
                found(at, origin, text, written);
                return;
            }
            at = getLong(channel + Channel.PORT);
            if (at == 0) {
                follow(record, getLong(channel + Channel.FAR), origin, written);
                return;
            }
        }
    }

    /** The way leads to another core. */
    private static void follow(long record, long server, long origin, int length) {
        if (Crossing.isHalf(server)) {
            putLong(record + Record.TARGET, server);
            putLong(record + Record.ORIGIN, origin);
            putLong(record + Record.NAMES_LENGTH, length);
            Rings.send(Cores.ofRaw(server), Record.NAMES + length);
        }
    }

    /** A search has come from another core, to a channel on which somebody there waits. */
    public static void probed(long channel, long record) {
        long port = getLong(channel + Channel.PORT);
        if (port != 0) {
            chase(port, getLong(record + Record.ORIGIN), record + Record.NAMES, (int) getLong(record + Record.NAMES_LENGTH));
        }
    }

    /** The thread that serves {@code last} waits on {@code origin}: that call is to be withdrawn. */
    private static void found(long last, long origin, long names, int length) {
        long slot = origin + Channel.SLOT;
        long server = getLong(origin + Channel.FAR);
        if (server == 0 && !Channels.withdraw(origin)) {
            return;
        }
        int written = arrow(slot + Slot.INLINE, name(last, slot + Slot.INLINE, 0));
        int rest = Math.min(length, Slot.INLINE_MOST - written);
        Machine.copyMemory(names, slot + Slot.INLINE + written, rest);
        putInt(slot + Slot.LENGTH, written + rest);
        putInt(slot + Slot.COUNT, 0);
        if (server == 0) {
            withdrawn(origin);
        } else if (Crossing.isHalf(server)) {
            Rings.send(Cores.ofRaw(server), Record.WITHDRAW, server, origin);
        }
    }

    /** A client's half asks that its call be withdrawn, if nobody serves it yet. */
    public static void withdraw(long channel, long half) {
        if (Channels.withdraw(channel)) {
            Rings.send(Cores.ofRaw(half), Record.WITHDRAWN, half, 0);
        }
    }

    /** The call of the channel has been withdrawn; the names around the circle lie in its slot. */
    public static void withdrawn(long channel) {
        if (getInt(channel + Channel.TURN) == Channel.CALL || getInt(channel + Channel.TURN) == Channel.IDLE) {
            putInt(channel + Channel.TURN, Channel.CIRCLED);
            WaitQueue.wakeFirst(channel + Channel.CALLER);
        }
    }

    /** The thread that serves a port, which may be 0; 0 if there is none or another one waits there for arrivals. */
    private static long busy(long port) {
        if (port == 0 || getLong(port + Port.WAITERS) != 0 || getLong(port + Port.SIP) == 0) {
            return 0;
        }
        int number = getInt(port + Port.SERVER);
        long thread = getLong(getLong(port + Port.SIP) + SipLayout.THREADS);
        while (thread != 0 && getInt(thread + ThreadLayout.NUMBER) != number) {
            thread = getLong(thread + ThreadLayout.NEXT_IN_SIP);
        }
        return thread;
    }

    /** The channel for whose reply a thread waits, or 0. One that has its reply and only waits to run stands in another queue already. */
    private static long waitsFor(long thread) {
        long queue = getLong(thread + ThreadRuntime.QUEUE);
        boolean calls = queue != 0 && getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED
                && getInt(thread + ThreadRuntime.WAITING) == ThreadRuntime.WAITING_FOR_REPLY;
        return calls ? queue - Channel.CALLER : 0;
    }

    /** The port for whose reply a thread waits, or 0. */
    private static long calledBy(long thread) {
        long channel = waitsFor(thread);
        return channel == 0 ? 0 : getLong(channel + Channel.PORT);
    }

    /** Writes the names around the circle that a call at this port would close, the calling thread's own port first and last. */
    static void write(long port, long slot) {
        long self = Memory.thread();
        long last = port;
        for (long server = busy(last); server != self; server = busy(last)) {
            last = calledBy(server);
        }
        int length = name(last, slot + Slot.INLINE, 0);
        for (long at = port; at != last; at = calledBy(busy(at))) {
            length = name(at, slot + Slot.INLINE, arrow(slot + Slot.INLINE, length));
        }
        length = name(last, slot + Slot.INLINE, arrow(slot + Slot.INLINE, length));
        putInt(slot + Slot.LENGTH, length);
        putInt(slot + Slot.COUNT, 0);
    }

    private static int arrow(long text, int length) {
        if (length + ARROW_BYTES > Slot.INLINE_MOST) {
            return length;
        }
        for (int i = 0; i < ARROW_BYTES; i++) {
            putByte(text + length + i, (byte) (ARROW >> 8 * i));
        }
        return length + ARROW_BYTES;
    }

    /** As much of a port's name as there is room for. */
    private static int name(long port, long text, int length) {
        int count = Math.min(getInt(port + Port.NAME_LENGTH), Slot.INLINE_MOST - length);
        Machine.copyMemory(port + Port.NAME, text + length, count);
        return length + count;
    }
}
