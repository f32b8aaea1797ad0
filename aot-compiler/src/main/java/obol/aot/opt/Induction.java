package obol.aot.opt;

import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Dominators;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * Values that count up by one in a loop. Such a value is never negative if it begins so and is counted up only where it
 * is less than some int, for then it does not overflow.
 */
final class Induction {
    private Induction() {}

    /** Whether the phi of a loop's header counts up from a value that is not negative. */
    static boolean countsUp(Dominators dominators, Ins phi) {
        if (phi.op != Op.PHI || phi.type != Type.INT) return false;
        for (Ins in : phi.inputs) {
            if (in == phi || Facts.range(in).min() >= 0) continue;
            boolean next = in.op == Op.ADD && in.in(0) == phi && in.in(1).isConst(1);
            if (!next || !lessThanSomething(dominators, phi, in.block)) return false;
        }
        return true;
    }

    /** Whether a branch that {@code at} hangs on says that the value is less than another. */
    private static boolean lessThanSomething(Dominators dominators, Ins value, Block at) {
        for (Block b = at; b != null && b != value.block; b = dominators.idom(b)) {
            if (b.preds.size() != 1) continue;
            Block from = b.preds.get(0);
            Ins end = from.end();
            if (end.op != Op.IF || end.in(0).type != Type.INT || b == from.handler) continue;
            Condition condition = (Condition) end.attr;
            if (from.succs.get(0) != b) condition = condition.negate();
            if (end.in(0) == value && condition == Condition.LT || end.in(1) == value && condition == Condition.GT) return true;
        }
        return false;
    }
}
