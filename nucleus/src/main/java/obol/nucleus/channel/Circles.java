package obol.nucleus.channel;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putByte;
import static obol.nucleus.Memory.putInt;

import obol.layout.KernelLayout.Channel;
import obol.layout.KernelLayout.Port;
import obol.layout.KernelLayout.Slot;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Circles of calls. The thread that took a port's last arrival serves it; while that thread waits for a reply, nothing is served there.
 * Each thread waits for one reply at most, so from a port there is one way on, to the port that its thread waits for. A wait for anything
 * else ends the search: others may end it. So does a way of {@link #MOST_STEPS}: threads that take turns at a port may close a circle that
 * no call closes.
 */
@NoAllocation
final class Circles {
    /** {@code " → "} in UTF-8, lowest byte first. */
    private static final long ARROW = 0x20_92_86_E2_20L;
    private static final int ARROW_BYTES = 5;
    private static final int MOST_STEPS = 1000;

    private Circles() {}

    /** Whether a call of the running thread at this port would wait for that thread itself. */
    static boolean closes(long port) {
        long self = Memory.thread();
        long server = busy(port);
        for (int steps = 0; server != 0 && steps < MOST_STEPS; steps++) {
            if (server == self) {
                return true;
            }
            server = busy(calledBy(server));
        }
        return false;
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

    /** The port for whose reply a thread waits, or 0. One that has its reply and only waits to run stands in another queue already. */
    private static long calledBy(long thread) {
        long queue = getLong(thread + ThreadRuntime.QUEUE);
        boolean calls = queue != 0 && getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED
                && getInt(thread + ThreadRuntime.WAITING) == ThreadRuntime.WAITING_FOR_REPLY;
        return calls ? getLong(queue - Channel.CALLER + Channel.PORT) : 0;
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
