package obol.aot.opt;

import obol.aot.ir.Condition;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/** A condition on two values. */
record Comparison(Condition condition, Ins a, Ins b) {
    /** What a test of a COMPARE's or SET's result against 0 tests in truth; null if it is no such test. */
    static Comparison of(Condition condition, Ins result, Ins zero) {
        if (!zero.isConst(0) || zero.type != Type.INT) return null;
        if (result.op == Op.COMPARE) {
            Condition direct = direct(condition, (int) result.bits);
            return direct == null ? null : new Comparison(direct, result.in(0), result.in(1));
        }
        if (result.op != Op.SET) return null;
        Condition held = (Condition) result.attr;
        if (condition == Condition.NE) return new Comparison(held, result.in(0), result.in(1));
        if (condition == Condition.EQ) return new Comparison(negated(held, result.in(0).type), result.in(0), result.in(1));
        return null;
    }

    static Condition negated(Condition condition, Type type) {
        return type.isFloating() ? condition.negateFloating() : condition.negate();
    }

    /** The condition on the operands of a comparison; {@code ifNan}: its result for NaN, 0 for integers. */
    private static Condition direct(Condition condition, int ifNan) {
        return switch (condition) {
            case EQ, NE -> condition;
            case LT -> ifNan < 0 ? Condition.LT_OR_NAN : Condition.LT;
            case LE -> ifNan < 0 ? Condition.LE_OR_NAN : Condition.LE;
            case GT -> ifNan > 0 ? Condition.GT_OR_NAN : Condition.GT;
            case GE -> ifNan > 0 ? Condition.GE_OR_NAN : Condition.GE;
            default -> null;
        };
    }
}
