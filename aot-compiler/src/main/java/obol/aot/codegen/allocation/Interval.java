package obol.aot.codegen.allocation;

import java.util.Arrays;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.Value;

/**
 * The positions at which a value, or one piece of it after splitting, is live: ranges [from, to) with holes between them, and
 * the positions at which it is used. Pieces of a value are linked in order; a position belongs to at most one of them. A piece
 * lies in one register or in the value's slot.
 */
final class Interval {
    static final int MAX = Integer.MAX_VALUE;

    /** Null for the fixed interval of a register. */
    final Value value;
    /** Pairs from, to, ascending, neither overlapping nor adjacent. */
    private int[] ranges = new int[4];
    private int rangeEnd;
    private int rangeStart;
    /** Positions of uses, ascending; the lowest bit says that the use needs a register. Built backwards like the ranges. */
    private int[] uses = new int[4];
    private int useEnd;
    private int useStart;

    /** The register, or NONE: in the slot. */
    int register = Location.NONE;
    /** The next piece of the same value. */
    Interval next;
    /** The piece whose register would save a move, or null. */
    Interval hint;
    /** A register that would save a move, or NONE. */
    int hintRegister = Location.NONE;

    Interval(Value value) {
        this.value = value;
        rangeEnd = rangeStart = ranges.length;
        useEnd = useStart = uses.length;
    }

    private Interval(Value value, int[] ranges, int[] uses) {
        this.value = value;
        this.ranges = ranges;
        rangeEnd = ranges.length;
        this.uses = uses;
        useEnd = uses.length;
    }

    boolean isEmpty() {
        return rangeStart == rangeEnd;
    }

    int start() {
        return ranges[rangeStart];
    }

    int end() {
        return ranges[rangeEnd - 1];
    }

    // Building, backwards.

    /** Adds [from, to) in front; it may touch or overlap the first range. */
    void addRange(int from, int to) {
        if (from >= to) return;
        while (rangeStart < rangeEnd && ranges[rangeStart] <= to) {
            from = Math.min(from, ranges[rangeStart]);
            to = Math.max(to, ranges[rangeStart + 1]);
            rangeStart += 2;
        }
        if (rangeStart < 2) {
            int used = rangeEnd - rangeStart;
            int[] grown = new int[2 * ranges.length];
            System.arraycopy(ranges, rangeStart, grown, grown.length - used, used);
            ranges = grown;
            rangeEnd = grown.length;
            rangeStart = grown.length - used;
        }
        ranges[--rangeStart] = to;
        ranges[--rangeStart] = from;
    }

    /** The value is defined here: what was added as live from the block's start begins here. */
    void shorten(int from) {
        if (isEmpty()) throw new IllegalStateException(this + " shortened to " + from);
        ranges[rangeStart] = from;
    }

    void addUse(int position, boolean needsRegister) {
        if (useStart == 0) {
            int used = useEnd;
            int[] grown = new int[2 * uses.length];
            System.arraycopy(uses, 0, grown, grown.length - used, used);
            uses = grown;
            useEnd = grown.length;
            useStart = grown.length - used;
        }
        int use = position << 1 | (needsRegister ? 1 : 0);
        int i = --useStart;
        // Operands of one instruction may come in any order.
        while (i + 1 < useEnd && uses[i + 1] < use) {
            uses[i] = uses[i + 1];
            i++;
        }
        uses[i] = use;
    }

    // Asking.

    boolean covers(int position) {
        int i = rangeAt(position);
        return i < rangeEnd && ranges[i] <= position;
    }

    /** Index of the first range that ends behind the position. */
    private int rangeAt(int position) {
        int low = 0;
        int high = (rangeEnd - rangeStart) / 2;
        while (low < high) {
            int middle = low + high >>> 1;
            if (ranges[rangeStart + 2 * middle + 1] <= position) low = middle + 1;
            else high = middle;
        }
        return rangeStart + 2 * low;
    }

    /** The first position from {@code from} on that both cover, or MAX. */
    int intersection(Interval other, int from) {
        int i = rangeAt(from);
        int j = other.rangeAt(from);
        while (i < rangeEnd && j < other.rangeEnd) {
            int low = Math.max(ranges[i], other.ranges[j]);
            if (low < Math.min(ranges[i + 1], other.ranges[j + 1])) return Math.max(low, from);
            if (ranges[i + 1] <= other.ranges[j + 1]) i += 2;
            else j += 2;
        }
        return MAX;
    }

    /** The first use from the position on, or MAX. */
    int useFrom(int position) {
        for (int i = useStart; i < useEnd; i++) if (uses[i] >> 1 >= position) return uses[i] >> 1;
        return MAX;
    }

    /** The last use before the position, or -1. */
    int lastUseBefore(int position) {
        for (int i = useEnd - 1; i >= useStart; i--) if (uses[i] >> 1 < position) return uses[i] >> 1;
        return -1;
    }

    /** The first use from the position on that needs a register, or MAX. */
    int registerUseFrom(int position) {
        for (int i = useStart; i < useEnd; i++) if (uses[i] >> 1 >= position && (uses[i] & 1) != 0) return uses[i] >> 1;
        return MAX;
    }

    /**
     * Cuts off what lies from the position on and links it behind this piece. The position lies behind the start and before
     * the end. The new piece may begin later when there is a hole.
     */
    Interval split(int position) {
        if (position <= start() || position >= end()) throw new IllegalArgumentException(this + " split at " + position);
        int i = rangeAt(position);
        int[] tail = Arrays.copyOfRange(ranges, i, rangeEnd);
        if (tail[0] < position) {
            tail[0] = position;
            ranges[i + 1] = position;
            i += 2;
        }
        rangeEnd = i;
        int u = useStart;
        while (u < useEnd && uses[u] >> 1 < position) u++;
        Interval rest = new Interval(value, tail, Arrays.copyOfRange(uses, u, useEnd));
        useEnd = u;
        rest.next = next;
        next = rest;
        rest.hint = this;
        rest.hintRegister = hintRegister;
        return rest;
    }

    /** The piece that covers the position. */
    Interval at(int position) {
        for (Interval piece = this; piece != null; piece = piece.next) {
            if (position < piece.end() && piece.covers(position)) return piece;
        }
        throw new IllegalStateException(value + " is not live at " + position + ": " + this);
    }

    @Override public String toString() {
        StringBuilder s = new StringBuilder(String.valueOf(value)).append('@').append(Location.name(register));
        for (int i = rangeStart; i < rangeEnd; i += 2) s.append(" [").append(ranges[i]).append(',').append(ranges[i + 1]).append(')');
        s.append(" uses");
        for (int i = useStart; i < useEnd; i++) s.append(' ').append(uses[i] >> 1).append((uses[i] & 1) != 0 ? "r" : "");
        return s.toString();
    }
}
