package obol.aot.opt;

import java.util.function.Predicate;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Dominators;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * A loop that is left when a value, counted up or down by the same step in each round, has reached a limit.
 *
 * @param counter the phi of the loop's header, INT or LONG
 * @param init    its value in the first round
 * @param step    what is added to it in each round: a constant that is not 0, or a value from before the loop, which counts up if it is positive
 * @param test    the block whose end decides; it stands on every way around the loop
 * @param inside  where it goes to stay in the loop; all counting is behind it
 * @param stay    the condition on counter and limit to stay in the loop
 * @param limit   a value that is the same in all rounds
 */
record CountedLoop(Ins counter, Ins init, Ins step, Block test, Block inside, Condition stay, Ins limit) {
    /**
     * @param invariant whether a value is the same in all rounds
     * @return null if the loop is not counted
     */
    static CountedLoop of(Loops.Loop loop, Dominators dominators, Predicate<Ins> invariant) {
        CountedLoop at = at(loop, loop.header, dominators, invariant);
        if (at != null) return at;
        for (Block b : loop.blocks) {
            if (b == loop.header) continue;
            at = at(loop, b, dominators, invariant);
            if (at != null) return at;
        }
        return null;
    }

    private static CountedLoop at(Loops.Loop loop, Block test, Dominators dominators, Predicate<Ins> invariant) {
        Ins end = test.end();
        if (end.op != Op.IF || end.in(0).type != Type.INT && end.in(0).type != Type.LONG) return null;
        boolean first = loop.contains(test.succs.get(0));
        if (first == loop.contains(test.succs.get(1))) return null;
        Condition stay = (Condition) end.attr;
        if (!first) stay = stay.negate();
        Block inside = test.succs.get(first ? 0 : 1);
        CountedLoop counted = of(loop, end.in(0), end.in(1), test, inside, stay, dominators, invariant);
        return counted != null ? counted : of(loop, end.in(1), end.in(0), test, inside, stay.swap(), dominators, invariant);
    }

    private static CountedLoop of(Loops.Loop loop, Ins counter, Ins limit, Block test, Block inside, Condition stay, Dominators dominators,
            Predicate<Ins> invariant) {
        if (!invariant.test(limit)) return null;
        Ins step = step(loop, counter);
        if (step == null || !step.isConst() && (step.type != counter.type || loop.contains(step.block))) return null;
        for (int i = 0; i < counter.inputs.length; i++) {
            Ins in = counter.in(i);
            if (loop.contains(loop.header.preds.get(i)) && !dominators.dominates(inside, in.block)) return null;
        }
        boolean up = !step.isConst() || step.bits > 0;
        boolean one = step.isConst(1) || step.isConst(-1);
        boolean right = switch (stay) {
            case LT, LE -> up;
            case GT, GE -> !up;
            case NE -> one;
            default -> false;
        };
        return right ? new CountedLoop(counter, init(loop, counter), step, test, inside, stay, limit) : null;
    }

    /** What is added to a header's phi on all ways around the loop: a value other than constant 0; null if there is no such thing. */
    static Ins step(Loops.Loop loop, Ins phi) {
        if (phi.op != Op.PHI || phi.block != loop.header) return null;
        Ins step = null;
        for (int i = 0; i < phi.inputs.length; i++) {
            if (!loop.contains(loop.header.preds.get(i))) continue;
            Ins next = phi.in(i);
            if (next.op != Op.ADD || next.in(0) != phi && next.in(1) != phi) return null;
            Ins added = next.in(next.in(0) == phi ? 1 : 0);
            if (added == phi || added.isConst(0)) return null;
            if (step != null && step != added && !(step.isConst() && added.isConst(step.bits))) return null;
            step = added;
        }
        return step;
    }

    /** What a header's phi is in the first round; the loop has one way in. */
    static Ins init(Loops.Loop loop, Ins phi) {
        for (int i = 0; i < phi.inputs.length; i++) if (!loop.contains(loop.header.preds.get(i))) return phi.in(i);
        throw new IllegalStateException("no way into the loop of " + loop.header);
    }

    CountedLoop withLimit(Ins same) {
        return new CountedLoop(counter, init, step, test, inside, stay, same);
    }

    boolean up() {
        return !step.isConst() || step.bits > 0;
    }

    /** The last value with which the loop is stayed in is at most (counting down: at least) the limit and this. */
    int beyondLimit() {
        return switch (stay) {
            case LT -> -1;
            case GT -> 1;
            case NE -> up() ? -1 : 1;
            default -> 0;
        };
    }

    /** Whether it is known that the counter never overflows, and comes to the limit. */
    boolean safe() {
        if (!step.isConst() || stay == Condition.NE || counter.type != Type.INT) return false;
        Facts.Range range = Facts.range(limit);
        long next = (up() ? range.max() : range.min()) + beyondLimit() + step.bits;
        return (int) next == next;
    }
}
