package obol.aot.opt;

import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * Identities of arithmetic. Each answers with a value that is there already, with a new instruction, or with null. Floating
 * identities are only those that hold for NaN, infinities and both zeros.
 */
final class Algebra {
    private final Graph graph;

    Algebra(Graph graph) {
        this.graph = graph;
    }

    /** Something simpler than the instruction, or null. A new instruction is in no block; its inputs dominate. */
    Ins simpler(Ins ins) {
        Ins a = ins.inputs.length > 0 ? ins.in(0) : null;
        Ins b = ins.inputs.length > 1 ? ins.in(1) : null;
        return switch (ins.op) {
            case ADD -> add(ins, a, b);
            case SUB -> subtract(ins, a, b);
            case MUL -> multiply(ins, a, b);
            case DIV -> isOne(b) ? a : isMinusOne(b) ? graph.ins(Op.NEG, ins.type, a) : null;
            case REM -> !ins.type.isFloating() && (isOne(b) || isMinusOne(b)) ? graph.constant(ins.type, 0) : null;
            case NEG -> a.op == Op.NEG ? a.in(0)
                    : a.op == Op.SUB && !ins.type.isFloating() ? graph.ins(Op.SUB, ins.type, a.in(1), a.in(0)) : null;
            case ABS -> a.op == Op.ABS ? a : null;
            case AND -> and(ins, a, b);
            case OR -> a == b || b.isConst(0) ? a : b.isConst(-1) ? b : associated(ins, a, b);
            case XOR -> b.isConst(0) ? a : a == b ? graph.constant(ins.type, 0) : associated(ins, a, b);
            case SHL, SHR, USHR -> shift(ins, a, b);
            case EXTEND -> extend(ins, a);
            case CONVERT -> convert(ins, a);
            case BITCAST -> a.op == Op.BITCAST && a.in(0).type == ins.type ? a.in(0) : null;
            case COMPARE -> a == b && !a.type.isFloating() ? graph.constant(Type.INT, 0) : null;
            case SET -> set(ins, a, b);
            case SELECT -> select(ins);
            default -> null;
        };
    }

    private static boolean isOne(Ins b) {
        return b.isConst() && switch (b.type) {
            case INT, LONG -> b.bits == 1;
            case FLOAT -> b.bits == Float.floatToRawIntBits(1);
            case DOUBLE -> b.bits == Double.doubleToRawLongBits(1);
            default -> false;
        };
    }

    private static boolean isMinusOne(Ins b) {
        return b.isConst(-1) && !b.type.isFloating();
    }

    private Ins add(Ins ins, Ins a, Ins b) {
        if (ins.type.isFloating()) return null;
        if (b.isConst(0)) return a;
        if (b.op == Op.NEG) return graph.ins(Op.SUB, ins.type, a, b.in(0));
        if (a.op == Op.NEG) return graph.ins(Op.SUB, ins.type, b, a.in(0));
        if (b.isConst() && a.op == Op.SUB && a.in(0).isConst()) {
            return withConstant(Op.SUB, ins.type, sum(ins.type, a.in(0).bits, b.bits), a.in(1));
        }
        return associated(ins, a, b);
    }

    private Ins subtract(Ins ins, Ins a, Ins b) {
        if (ins.type.isFloating()) return b.isConst(0) ? a : null;
        if (a == b) return graph.constant(ins.type, 0);
        if (b.isConst()) return withConstant(Op.ADD, ins.type, a, sum(ins.type, 0, -b.bits));
        if (a.isConst(0)) return graph.ins(Op.NEG, ins.type, b);
        if (b.op == Op.NEG) return graph.ins(Op.ADD, ins.type, a, b.in(0));
        if (a.isConst() && b.op == Op.ADD && b.in(1).isConst()) {
            return withConstant(Op.SUB, ins.type, sum(ins.type, a.bits, -b.in(1).bits), b.in(0));
        }
        return null;
    }

    private Ins multiply(Ins ins, Ins a, Ins b) {
        if (isOne(b)) return a;
        if (ins.type.isFloating()) return null;
        if (b.isConst(0)) return b;
        if (isMinusOne(b)) return graph.ins(Op.NEG, ins.type, a);
        if (b.isConst() && Long.bitCount(b.bits) == 1) {
            Ins count = graph.constant(Type.INT, Long.numberOfTrailingZeros(b.bits));
            return graph.ins(Op.SHL, ins.type, a, count);
        }
        return associated(ins, a, b);
    }

    private Ins and(Ins ins, Ins a, Ins b) {
        if (a == b || b.isConst(-1)) return a;
        if (b.isConst(0)) return b;
        if (ins.type == Type.INT && b.isConst() && b.bits >= 0 && (b.bits & b.bits + 1) == 0
                && Facts.range(a).within(new Facts.Range(0, b.bits))) {
            return a;
        }
        return associated(ins, a, b);
    }

    /** (x op c) op d as x op (c op d). */
    private Ins associated(Ins ins, Ins a, Ins b) {
        if (!b.isConst() || a.op != ins.op || !a.in(1).isConst()) return null;
        Ins both = graph.ins(ins.op, ins.type, a.in(1), b);
        return withConstant(ins.op, ins.type, a.in(0), Folding.fold(both));
    }

    private static long sum(Type type, long a, long b) {
        return type == Type.INT ? (int) (a + b) : a + b;
    }

    private Ins withConstant(Op op, Type type, Ins a, long b) {
        return graph.ins(op, type, a, graph.constant(type, b));
    }

    private Ins withConstant(Op op, Type type, long a, Ins b) {
        return graph.ins(op, type, graph.constant(type, a), b);
    }

    private Ins shift(Ins ins, Ins a, Ins b) {
        if (a.isConst(0)) return a;
        if (!b.isConst()) return null;
        int width = ins.type == Type.INT ? 32 : 64;
        int count = (int) b.bits & width - 1;
        if (count == 0) return a;
        if (count != b.bits) return graph.ins(ins.op, ins.type, a, graph.constant(Type.INT, count));
        if (a.op != ins.op || !a.in(1).isConst()) return null;
        int sum = count + ((int) a.in(1).bits & width - 1);
        if (sum >= width) {
            if (ins.op != Op.SHR) return graph.constant(ins.type, 0);
            sum = width - 1;
        }
        return graph.ins(ins.op, ins.type, a.in(0), graph.constant(Type.INT, sum));
    }

    private Ins extend(Ins ins, Ins a) {
        MemKind kind = (MemKind) ins.attr;
        if (Facts.range(a).within(Facts.ofKind(kind))) return a;
        Ins narrower = beforeExtension(a, kind);
        return narrower == a ? null : graph.ins(Op.EXTEND, Type.INT, narrower).attr(kind);
    }

    /** The value without an extension that does not touch the low bits of a kind. */
    static Ins beforeExtension(Ins value, MemKind kind) {
        Ins v = value;
        while (true) {
            if (v.op == Op.EXTEND && ((MemKind) v.attr).shift >= kind.shift) v = v.in(0);
            else if (v.op == Op.AND && v.type == Type.INT && v.in(1).isConst() && covers(v.in(1).bits, kind)) v = v.in(0);
            else return v;
        }
    }

    private static boolean covers(long mask, MemKind kind) {
        long low = (1L << 8 * kind.bytes()) - 1;
        return (mask & low) == low;
    }

    private Ins convert(Ins ins, Ins a) {
        if (a.op != Op.CONVERT) return null;
        Type inner = a.in(0).type;
        boolean exact = inner == Type.INT && (a.type == Type.LONG || a.type == Type.DOUBLE) || inner == Type.FLOAT && a.type == Type.DOUBLE;
        if (!exact) return null;
        if (inner == ins.type) return a.in(0);
        // int to long to double is int to double; float to double to int is float to int.
        return graph.ins(Op.CONVERT, ins.type, a.in(0));
    }

    private Ins set(Ins ins, Ins a, Ins b) {
        Condition condition = (Condition) ins.attr;
        if (a.isConst() && !b.isConst()) return graph.ins(Op.SET, Type.INT, b, a).attr(condition.swap());
        if (a.type == Type.INT && b.isConst(0) && condition == Condition.NE && Facts.range(a).within(Facts.Range.BOOLEAN)) return a;
        Comparison source = Comparison.of(condition, a, b);
        return source == null ? null : graph.ins(Op.SET, Type.INT, source.a(), source.b()).attr(source.condition());
    }

    private Ins select(Ins ins) {
        Ins x = ins.in(2);
        Ins y = ins.in(3);
        if (x == y) return x;
        Condition condition = (Condition) ins.attr;
        if (x.isConst(1) && y.isConst(0) && x.type == Type.INT) return graph.ins(Op.SET, Type.INT, ins.in(0), ins.in(1)).attr(condition);
        Comparison source = Comparison.of(condition, ins.in(0), ins.in(1));
        return source == null ? null : graph.ins(Op.SELECT, ins.type, source.a(), source.b(), x, y).attr(source.condition());
    }
}
