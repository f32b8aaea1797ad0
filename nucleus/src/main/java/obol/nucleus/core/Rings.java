package obol.nucleus.core;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.FarLayout;
import obol.layout.FarLayout.Held;
import obol.layout.FarLayout.Record;
import obol.layout.FarLayout.Ring;
import obol.layout.NucleusLayout;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;

/**
 * Rings of cache lines, one for each ordered pair of cores (URPC: Bershad, Anderson, Lazowska, Levy 1991; UMP of Barrelfish). Sender and
 * receiver write different lines, except that the receiver says now and then how far it is; the order in which x86 makes stores visible is
 * all that is needed. A record for which there is no room waits in its sender's memory; a sender never waits.
 *
 * <p>To send: {@link #begin}, {@link #put} for further words, {@link #send}. Nothing else may be sent between.
 */
@NoAllocation
public final class Rings {
    private Rings() {}

    /** This core's {@link FarLayout}. */
    public static long far() {
        return getLong(Nucleus.core() + NucleusLayout.FAR);
    }

    /** Begins a record of this kind for {@code target}; gives where its words are. */
    public static long begin(int kind, long target) {
        long record = far() + FarLayout.OUT;
        putLong(record, kind);
        putLong(record + Record.TARGET, target);
        return record;
    }

    /** Sends the record that was begun, of so many bytes, to the core. The core sees it at its next poll at the latest. */
    public static void send(int to, int bytes) {
        long far = far();
        long record = far + FarLayout.OUT;
        int words = bytes + 7 >> 3;
        putLong(record, getLong(record) | (long) words << Record.WORDS_SHIFT);
        if (getLong(far + FarLayout.HELD + 16L * to) != 0 || !write(far, to, record, words)) {
            hold(far, to, record, words);
        }
        Cores.wake(to);
    }

    /** A record of a kind, an object and one more word. */
    public static void send(int to, int kind, long target, long word) {
        long record = begin(kind, target);
        putLong(record + Record.TARGET + 8, word);
        send(to, Record.TARGET + 16);
    }

    private static long ring(long far, int from) {
        return getLong(far + FarLayout.FROM + 8L * from);
    }

    private static boolean write(long far, int to, long record, int words) {
        long other = getLong(Cores.nucleus(to) + NucleusLayout.FAR);
        long ring = ring(other, Cores.number());
        long next = getLong(far + FarLayout.WRITTEN + 8L * to);
        long end = next + (words + Ring.LINE_WORDS - 1) / Ring.LINE_WORDS;
        if (end - getLong(far + FarLayout.SEEN + 8L * to) > Ring.LINE_COUNT) {
            long seen = getLong(ring + Ring.RECEIVED);
            putLong(far + FarLayout.SEEN + 8L * to, seen);
            if (end - seen > Ring.LINE_COUNT) {
                return false;
            }
        }
        for (long number = end; number > next; number--) {
            long line = line(ring, number - 1);
            int from = (int) (number - 1 - next) * Ring.LINE_WORDS;
            int count = Math.min(Ring.LINE_WORDS, words - from);
            for (int i = 0; i < count; i++) {
                putLong(line + 8L * i, getLong(record + 8L * (from + i)));
            }
            putLong(line + Ring.NUMBER, number);
        }
        putLong(far + FarLayout.WRITTEN + 8L * to, end);
        return true;
    }

    private static long line(long ring, long index) {
        return ring + Ring.LINES + ((index & Ring.LINE_COUNT - 1) << Ring.LINE_SHIFT);
    }

    private static void hold(long far, int to, long record, int words) {
        long held = RawMemory.take(Held.RECORD + 8L * words);
        Machine.copyMemory(record, held + Held.RECORD, 8L * words);
        long queue = far + FarLayout.HELD + 16L * to;
        long last = getLong(queue + 8);
        putLong(last == 0 ? queue : last + Held.NEXT, held);
        putLong(queue + 8, held);
    }

    /** Sends what waits for room, as far as there is some; false if some of it waits on. */
    static boolean flush(long far, int to) {
        long queue = far + FarLayout.HELD + 16L * to;
        boolean any = getLong(queue) != 0;
        while (getLong(queue) != 0) {
            long held = getLong(queue);
            int words = words(held + Held.RECORD);
            if (!write(far, to, held + Held.RECORD, words)) {
                break;
            }
            putLong(queue, getLong(held + Held.NEXT));
            if (getLong(queue) == 0) {
                putLong(queue + 8, 0);
            }
            RawMemory.give(held, Held.RECORD + 8L * words);
        }
        if (any) {
            Cores.wake(to);
        }
        return getLong(queue) == 0;
    }

    /** Whether something has come from a core. */
    static boolean isEmpty(long far, int from) {
        long next = getLong(far + FarLayout.TAKEN + 8L * from);
        return getLong(line(ring(far, from), next) + Ring.NUMBER) != next + 1;
    }

    /** Copies the next record from a core, of which there is one, to {@link FarLayout#IN}, and gives its lines back. */
    static long receive(long far, int from) {
        long ring = ring(far, from);
        long next = getLong(far + FarLayout.TAKEN + 8L * from);
        long record = far + FarLayout.IN;
        int words = words(line(ring, next));
        for (int at = 0; at < words; at += Ring.LINE_WORDS) {
            long line = line(ring, next++);
            int count = Math.min(Ring.LINE_WORDS, words - at);
            for (int i = 0; i < count; i++) {
                putLong(record + 8L * (at + i), getLong(line + 8L * i));
            }
        }
        putLong(far + FarLayout.TAKEN + 8L * from, next);
        putLong(ring + Ring.RECEIVED, next);
        return record;
    }

    private static int words(long record) {
        return (int) (getLong(record) >>> Record.WORDS_SHIFT) & 0xFF;
    }

    /** Bytes of raw memory of the records that wait for room. */
    static long heldBytes(long far, int to) {
        long bytes = 0;
        for (long held = getLong(far + FarLayout.HELD + 16L * to); held != 0; held = getLong(held + Held.NEXT)) {
            bytes += RawMemory.capacity(Held.RECORD + 8L * words(held + Held.RECORD));
        }
        return bytes;
    }
}
