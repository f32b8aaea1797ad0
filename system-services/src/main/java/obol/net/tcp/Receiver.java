package obol.net.tcp;

import obol.net.core.Core;
import obol.net.core.Ranges;
import obol.net.core.Timers;

/**
 * The receiving direction of a connection: puts bytes in order, says how much more may come, and when to acknowledge (RFC 9293 3.8.6,
 * RFC 1122 4.2.3.2, RFC 2018, RFC 2883). The window's right edge never moves back. The buffer grows when its reader keeps up, up to a
 * limit.
 */
final class Receiver {
    /** Ranges that lie apart behind a gap; what would make one more is dropped and comes again. */
    private static final int MAX_RANGES = 64;
    private static final long DELAY = 40 * Core.MILLISECOND;
    /** At the beginning each segment is acknowledged at once, so that the other side's window opens fast. */
    private static final int QUICK = 16;
    private static final int MAX_BLOCKS = 3;

    private final Memory memory;
    private final ByteRing ring;
    private final int maxCapacity;
    private int capacity;
    /** RCV.NXT. */
    private int next;
    /** The number behind the last one that the other side may send. */
    private int edge;
    private int lastAcknowledged;
    private Ranges early;
    /** Starts of what arrived early, latest first: of these ranges SACK tells first. */
    private final int[] recent = new int[MAX_BLOCKS];
    private int recents;
    private boolean repeated;
    private int repeatedFrom;
    private int repeatedTo;
    private boolean finKnown;
    private int finAt;
    private boolean ended;
    private boolean acknowledgeNow;
    /** An acknowledgment is due for how much has come, in order: it says no less when more has come. */
    private boolean acknowledgeSoon;
    private long acknowledgeBy = Timers.NEVER;
    private int quick = QUICK;
    private int segment = 536;
    private int scale;
    private long tuneStart;
    private int tuneBytes;

    Receiver(Memory memory, int capacity, int maxCapacity) {
        this.memory = memory;
        this.capacity = Math.min(capacity, maxCapacity);
        this.maxCapacity = maxCapacity;
        ring = new ByteRing(memory);
    }

    /** The smallest scale by which a window of so many bytes fits into 16 bits. */
    static int scaleFor(int bytes) {
        int scale = 0;
        while (bytes >> scale > 0xFFFF) scale++;
        return scale;
    }

    /** The other side begins with this number. */
    void start(int sequence, int scale) {
        next = sequence;
        edge = sequence + Math.min(capacity, 0xFFFF);
        lastAcknowledged = sequence;
        this.scale = scale;
    }

    int next() {
        return next;
    }

    int edge() {
        return edge;
    }

    int lastAcknowledged() {
        return lastAcknowledged;
    }

    /** Bytes that can be read. */
    int available() {
        return ring.size();
    }

    /** All that comes has come: the other side's FIN. */
    boolean isEnded() {
        return ended;
    }

    int initialWindow() {
        return Math.min(capacity, 0xFFFF);
    }

    /** What to say as window in a segment, which moves the edge if that is worth while (RFC 1122 4.2.3.3). */
    int window() {
        int candidate = next + room();
        if (candidate - edge >= Math.min(capacity / 2, segment)) edge = candidate;
        int open = edge - next;
        int field = Math.min(0xFFFF, open + (1 << scale) - 1 >> scale);
        int told = next + (field << scale);
        if (told - edge > 0) edge = told;
        return field;
    }

    private int room() {
        return Math.max(0, capacity - ring.size());
    }

    /** Data and perhaps a FIN, some of it new, none of it beyond the edge. */
    void data(int sequence, byte[] from, int at, int length, boolean fin, long now) {
        int end = sequence + length;
        if (fin && !finKnown) {
            finKnown = true;
            finAt = end;
        }
        if (next - sequence > 0) {
            int old = Math.min(next - sequence, length);
            if (old > 0) repeated(sequence, sequence + old);
            sequence += old;
            at += old;
            length -= old;
        }
        if (length > 0) {
            if (length > segment) segment = Math.min(length, 9000);
            if (sequence == next) {
                inOrder(from, at, length, now);
            } else {
                early(sequence, from, at, length);
            }
        }
        if (finKnown && !ended && next == finAt) {
            ended = true;
            next++;
            acknowledgeNow = true;
        } else if (fin) {
            acknowledgeNow = true;
        }
    }

    private void inOrder(byte[] from, int at, int length, long now) {
        ring.append(from, at, length);
        next += length;
        if (early != null && early.size() > 0) {
            acknowledgeNow = true;
            while (early.size() > 0 && early.from(0) - next <= 0) {
                int reach = early.to(0) - next;
                if (reach > 0) {
                    ring.extend(reach);
                    next += reach;
                }
                early.dropBefore(next);
            }
        }
        if (quick > 0) {
            quick--;
            acknowledgeNow = true;
        }
        if (next - lastAcknowledged >= 2 * segment) acknowledgeSoon = true;
        else if (acknowledgeBy == Timers.NEVER) acknowledgeBy = now + DELAY;
    }

    private void early(int sequence, byte[] from, int at, int length) {
        acknowledgeNow = true;
        if (early == null) early = new Ranges(MAX_RANGES);
        if (early.containing(sequence, sequence + length) >= 0) {
            repeated(sequence, sequence + length);
            remember(sequence);
            return;
        }
        int place = ring.size() + (sequence - next);
        if (memory.isScarce() && place + length > ring.capacity()) return;
        if (early.add(sequence, sequence + length) < 0) return;
        ring.put(place, from, at, length);
        remember(sequence);
    }

    private void remember(int sequence) {
        int last = Math.min(recents, MAX_BLOCKS - 1);
        System.arraycopy(recent, 0, recent, 1, last);
        recent[0] = sequence;
        recents = last + 1;
    }

    /** Something came twice, which is told once. */
    void repeated(int from, int to) {
        acknowledgeNow = true;
        if (to - from <= 0) return;
        repeated = true;
        repeatedFrom = from;
        repeatedTo = to;
    }

    /** Number of blocks that SACK would have now. */
    int blocks() {
        return (repeated ? 1 : 0) + (early == null ? 0 : Math.min(early.size(), MAX_BLOCKS - (repeated ? 1 : 0)));
    }

    /** Writes at most so many blocks as pairs of numbers; gives how many. */
    int blocks(int[] to, int most) {
        int count = 0;
        if (repeated && most > 0) {
            to[0] = repeatedFrom;
            to[1] = repeatedTo;
            count = 1;
            repeated = false;
        }
        if (early == null) return count;
        int begin = count;
        for (int i = 0; i < recents && count < most; i++) {
            int index = early.containing(recent[i], recent[i] + 1);
            if (index >= 0) count = block(to, begin, count, index);
        }
        for (int i = 0; i < early.size() && count < most; i++) count = block(to, begin, count, i);
        return count;
    }

    /** Adds a range unless it is there. */
    private int block(int[] to, int begin, int count, int index) {
        for (int i = begin; i < count; i++) {
            if (to[2 * i] == early.from(index)) return count;
        }
        to[2 * count] = early.from(index);
        to[2 * count + 1] = early.to(index);
        return count + 1;
    }

    void acknowledgeNow() {
        acknowledgeNow = true;
    }

    boolean isAcknowledgmentDue(long now) {
        return acknowledgeNow || acknowledgeSoon || now >= acknowledgeBy;
    }

    /** Whether one that is due may wait for the segments that have arrived already. */
    boolean mayAcknowledgeLater() {
        return !acknowledgeNow;
    }

    long acknowledgeBy() {
        return acknowledgeBy;
    }

    /** A segment that acknowledges all has been sent. */
    void acknowledged() {
        acknowledgeNow = false;
        acknowledgeSoon = false;
        acknowledgeBy = Timers.NEVER;
        lastAcknowledged = next;
    }

    /** Takes bytes out; gives how many. Whether the window should be told afterwards {@link #isWindowWorthTelling} says. */
    int read(byte[] to, int at, int most, long now, long roundTrip) {
        int count = Math.min(most, ring.size());
        ring.copy(0, to, at, count);
        ring.drop(count, early == null || early.size() == 0);
        tuneBytes += count;
        if (now - tuneStart >= Math.max(roundTrip, Core.MILLISECOND)) {
            if (tuneBytes > capacity / 2 && !memory.isScarce()) {
                capacity = (int) Math.min(maxCapacity, Math.max(capacity, 2L * tuneBytes + 16 * segment));
            }
            tuneStart = now;
            tuneBytes = 0;
        }
        return count;
    }

    boolean isWindowWorthTelling() {
        int open = edge - next;
        int gain = room() - open;
        return !ended && (gain >= capacity / 2 || open < 2 * segment && gain >= Math.min(2 * segment, capacity / 2));
    }

    void free() {
        ring.free();
        early = null;
    }
}
