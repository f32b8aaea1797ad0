package obol.aot.codegen.allocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.Value;

/**
 * Linear scan register allocation with interval splitting and lifetime holes (Wimmer, Mössenböck: Optimized Interval Splitting
 * in a Linear Scan Register Allocator, VEE 2005).
 *
 * <p>In: intervals of {@link Intervals}. Out: every piece of an interval has a register or lies in its value's slot,
 * pieces that overlap have different registers, and at each use that needs a register the value is in one. Splits stand at
 * gaps before instructions only. A value has at most one slot, written once behind its definition, so that leaving a register
 * costs nothing (C1 does so with intervals defined once; here it is the only way). A piece in memory lasts until the next use
 * that needs a register; the reload is moved out of loops. O(pieces * pieces alive at once).
 */
public final class LinearScan {
    private static final int UNAVAILABLE = -1;

    private final MachineCode code;
    private final Intervals intervals;
    private final Interval[] fixed;
    private final PriorityQueue<Interval> unhandled =
        new PriorityQueue<>(Comparator.comparingInt(Interval::start).thenComparingInt(i -> i.value.id));
    private final List<Interval> active = new ArrayList<>();
    private final List<Interval> inactive = new ArrayList<>();
    /** Values that need a slot. */
    private final List<Value> inMemory = new ArrayList<>();
    private final int[] free = new int[Location.FIRST_SLOT];
    private final int[] blocked = new int[Location.FIRST_SLOT];
    private final int[] blockStarts;
    private final int generalRegisters;
    private final int sseRegisters;

    /** {@code registers}: the allocatable ones. */
    public LinearScan(MachineCode code, Intervals intervals, int registers) {
        this.code = code;
        generalRegisters = registers & Location.GPRS;
        sseRegisters = registers & Location.XMMS;
        this.intervals = intervals;
        fixed = intervals.fixed;
        blockStarts = code.blocks.stream().mapToInt(b -> b.from).toArray();
    }

    public void allocate() {
        for (Value value : code.values) {
            Interval interval = intervals.of(value);
            if (interval != null) unhandled.add(interval);
        }
        while (!unhandled.isEmpty()) {
            Interval current = unhandled.poll();
            advance(current.start());
            if (!tryFree(current)) allocateBlocked(current);
            if (current.register != Location.NONE) active.add(current);
        }
        new SlotColoring(code, intervals).assign(inMemory);
    }

    private void advance(int position) {
        for (int i = active.size() - 1; i >= 0; i--) {
            Interval it = active.get(i);
            if (it.end() > position && it.covers(position)) continue;
            remove(active, i);
            if (it.end() > position) inactive.add(it);
        }
        for (int i = inactive.size() - 1; i >= 0; i--) {
            Interval it = inactive.get(i);
            if (it.end() <= position) {
                remove(inactive, i);
            } else if (it.covers(position)) {
                remove(inactive, i);
                active.add(it);
            }
        }
    }

    private static void remove(List<Interval> list, int i) {
        Interval last = list.remove(list.size() - 1);
        if (i < list.size()) list.set(i, last);
    }

    private int registers(Interval interval) {
        return interval.value.isXmm() ? sseRegisters : generalRegisters;
    }

    /** Gives a register that is free for the whole piece, or for its first part, which is then split off. */
    private boolean tryFree(Interval current) {
        int start = current.start();
        int candidates = registers(current);
        Arrays.fill(free, 0);
        for (int set = candidates; set != 0; set &= set - 1) {
            int r = Integer.numberOfTrailingZeros(set);
            free[r] = demanded(r, current);
        }
        for (Interval it : active) free[it.register] = 0;
        for (Interval it : inactive) {
            if (free[it.register] > start) free[it.register] = Math.min(free[it.register], it.intersection(current, start));
        }
        int best = choose(current, candidates);
        if (free[best] < current.end()) {
            int split = splitPosition(current, free[best], candidates);
            if (split <= start) return false;
            unhandled.add(current.split(split));
        }
        current.register = best;
        return true;
    }

    /** Where an instruction demands the register for itself while the piece is live, or MAX. */
    private int demanded(int register, Interval piece) {
        return fixed[register].isEmpty() ? Interval.MAX : fixed[register].intersection(piece, piece.start());
    }

    /** The register that is free longest; a hinted one wins if it is free for the whole piece or as long as any. */
    private int choose(Interval current, int candidates) {
        int best = Location.NONE;
        for (int set = candidates; set != 0; set &= set - 1) {
            int r = Integer.numberOfTrailingZeros(set);
            if (best == Location.NONE || free[r] > free[best]) best = r;
        }
        int hinted = current.hint == null ? Location.NONE : current.hint.register;
        boolean rest = current.hint != null && current.hint.next == current;
        for (int h : rest ? new int[] {hinted, current.hintRegister} : new int[] {current.hintRegister, hinted}) {
            if (h == Location.NONE || (candidates >> h & 1) == 0) continue;
            if (free[h] >= current.end() || MachineCode.gapBefore(free[h]) == MachineCode.gapBefore(free[best])) return h;
        }
        return best;
    }

    /** Leaves the piece in memory up to where a register is needed next. */
    private void keepInMemory(Interval piece) {
        int need = piece.registerUseFrom(piece.start());
        if (need != Interval.MAX) unhandled.add(piece.split(outOfLoops(piece.start(), MachineCode.gapBefore(need))));
        piece.register = Location.NONE;
        if (piece.value.slot == Location.NONE) {
            piece.value.slot = Location.FIRST_SLOT;
            inMemory.add(piece.value);
        }
    }

    /** All registers are taken: the one whose value is used last is given up, unless that is this one. */
    private void allocateBlocked(Interval current) {
        int start = current.start();
        int gap = MachineCode.gapBefore(start);
        int candidates = registers(current);
        int[] nextUse = free;
        for (int set = candidates; set != 0; set &= set - 1) {
            int r = Integer.numberOfTrailingZeros(set);
            blocked[r] = demanded(r, current);
            // It must last for this instruction at least.
            nextUse[r] = blocked[r] < current.end() && MachineCode.gapBefore(blocked[r]) <= start ? UNAVAILABLE : blocked[r];
        }
        for (Interval it : active) {
            if ((candidates >> it.register & 1) == 0) continue;
            nextUse[it.register] = Math.min(nextUse[it.register], isEvictable(it, gap) ? it.useFrom(gap) : UNAVAILABLE);
        }
        for (Interval it : inactive) {
            if ((candidates >> it.register & 1) == 0 || it.intersection(current, start) == Interval.MAX) continue;
            nextUse[it.register] = Math.min(nextUse[it.register], it.useFrom(start));
        }
        int best = Location.NONE;
        for (int set = candidates; set != 0; set &= set - 1) {
            int r = Integer.numberOfTrailingZeros(set);
            if (best == Location.NONE || nextUse[r] > nextUse[best]) best = r;
        }
        int need = current.registerUseFrom(start);
        boolean needsNow = need != Interval.MAX && MachineCode.gapBefore(need) <= start;
        if (!needsNow && (nextUse[best] == UNAVAILABLE || nextUse[best] <= current.useFrom(start))) {
            keepInMemory(current);
            return;
        }
        if (nextUse[best] == UNAVAILABLE) throw new IllegalStateException("no register for " + current + " in " + code);
        current.register = best;
        if (blocked[best] < current.end()) unhandled.add(current.split(splitPosition(current, blocked[best], candidates)));
        evict(current, gap);
    }

    /** Whether the piece can leave its register at the gap: the instruction behind it does not need it in one. */
    private static boolean isEvictable(Interval it, int gap) {
        int need = it.registerUseFrom(gap);
        return need == Interval.MAX || MachineCode.gapBefore(need) > gap;
    }

    private void evict(Interval current, int gap) {
        int start = current.start();
        for (int i = active.size() - 1; i >= 0; i--) {
            Interval it = active.get(i);
            if (it.register != current.register) continue;
            remove(active, i);
            keepInMemory(it.start() < gap ? it.split(gap) : it);
        }
        for (int i = inactive.size() - 1; i >= 0; i--) {
            Interval it = inactive.get(i);
            if (it.register != current.register || it.intersection(current, start) == Interval.MAX) continue;
            // It is in a hole: what comes behind is looked at again when it is reached.
            remove(inactive, i);
            unhandled.add(it.split(start));
        }
    }

    /**
     * The gap in (start, limit] where the piece changes its register: at the border of a block of the least loop depth, but as
     * little before the limit as it is needed there when an instruction demands all registers, as going to memory costs nothing.
     */
    private int splitPosition(Interval piece, int limit, int candidates) {
        int gap = MachineCode.gapBefore(limit);
        for (int set = candidates; set != 0; set &= set - 1) {
            Interval demands = fixed[Integer.numberOfTrailingZeros(set)];
            if (demands.isEmpty() || !demands.covers(limit)) return outOfLoops(piece.start(), gap);
        }
        // Not before the block: a round of a loop might want it back.
        int needed = Math.max(MachineCode.gapBefore(piece.lastUseBefore(gap) + MachineCode.STEP), code.blocks.get(blockAt(gap)).from);
        return needed > piece.start() ? Math.min(needed, gap) : gap;
    }

    /** The last gap in (from, to] at the start of a block with the least loop depth around, if it is less than at {@code to}. */
    private int outOfLoops(int from, int to) {
        int last = blockAt(to);
        int first = blockAt(from);
        int best = to;
        int depth = code.blocks.get(last).loopDepth;
        for (int i = last; i > first; i--) {
            int around = Math.min(code.blocks.get(i).loopDepth, code.blocks.get(i - 1).loopDepth);
            if (around < depth) {
                depth = around;
                best = code.blocks.get(i).from;
            }
        }
        return best;
    }

    private int blockAt(int position) {
        int i = Arrays.binarySearch(blockStarts, position);
        return i >= 0 ? i : -i - 2;
    }
}
