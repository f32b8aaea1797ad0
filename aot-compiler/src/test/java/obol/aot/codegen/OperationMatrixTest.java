package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;
import org.junit.jupiter.api.Test;

/** Every arithmetic operation with every kind of operand (parameter, constant, memory, the same twice) on edge values. */
class OperationMatrixTest {
    private static final int[] INTS = {0, 1, -1, 7, 32, 255, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE, -129};
    private static final long[] LONGS = {0, 1, -1, 5, 64, 0x7FFF_FFFFL, 0x8000_0000L, -0x8000_0000L, 0xFFFF_FFFFL, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] NUMBERS = {0, -0.0, -1.5, 0.1, 3e9, -3e9, 1e19, -1e19, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN};
    private static final Condition[] INTEGER = {Condition.EQ, Condition.NE, Condition.LT, Condition.GE, Condition.GT, Condition.LE,
        Condition.BELOW, Condition.ABOVE_EQUAL, Condition.ABOVE, Condition.BELOW_EQUAL};
    private static final Condition[] FLOATING = {Condition.EQ, Condition.NE, Condition.LT, Condition.GE, Condition.GT, Condition.LE,
        Condition.LT_OR_NAN, Condition.GE_OR_NAN, Condition.GT_OR_NAN, Condition.LE_OR_NAN};

    private enum Kind { PARAMETER, CONSTANT, MEMORY }

    private interface Body {
        Ins make(Graph g, Block b, Ins x, Ins y);
    }

    private final JClass holder = Fixture.type("Matrix");
    private final Batch batch = new Batch();
    private int number;

    private static long[] edges(Type type) {
        return switch (type) {
            case INT -> java.util.Arrays.stream(INTS).mapToLong(i -> i & 0xFFFF_FFFFL).toArray();
            case LONG -> LONGS;
            case FLOAT -> java.util.Arrays.stream(NUMBERS).mapToLong(d -> GraphEvaluator.of((float) d)).toArray();
            default -> java.util.Arrays.stream(NUMBERS).mapToLong(GraphEvaluator::of).toArray();
        };
    }

    private static MemKind kind(Type type) {
        return switch (type) {
            case INT -> MemKind.I32;
            case LONG -> MemKind.I64;
            case FLOAT -> MemKind.F32;
            default -> MemKind.F64;
        };
    }

    /** A method of x and y; an operand in memory is stored there from the parameter first. */
    private Graph method(Type x, Type y, Type result, Kind left, Kind right, long constant, Body body) {
        Graph g = new Graph(Fixture.method(holder, "m" + number++, result, x, y));
        Ins a = operand(g, 0, x, left, constant);
        Ins b = operand(g, 1, y, right, constant);
        if (left == Kind.MEMORY) a = memory(g, 0, a, x);
        if (right == Kind.MEMORY) b = memory(g, 8, b, y);
        Ins value = body.make(g, g.entry, a, b);
        g.add(value.block, Op.RETURN, Type.VOID, value);
        return g;
    }

    private static Ins operand(Graph g, int index, Type type, Kind kind, long constant) {
        if (kind == Kind.CONSTANT) return g.add(g.entry, g.constant(type, type == Type.INT ? (int) constant : constant));
        Ins p = g.add(g.entry, Op.PARAM, type);
        p.bits = index;
        return p;
    }

    private static Ins memory(Graph g, int displacement, Ins value, Type type) {
        Ins base = g.add(g.entry, g.constant(Type.LONG, TestProgram.MEMORY));
        g.add(g.entry, Op.STORE, Type.VOID, base, value).attr(Address.at(kind(type), displacement));
        return g.add(g.entry, Op.LOAD, type, base).attr(Address.at(kind(type), displacement));
    }

    private static boolean divides(Op op, Type type) {
        return (op == Op.DIV || op == Op.REM) && !type.isFloating();
    }

    private void binary(Op op, Type x, Type y, Type result, Body body) {
        boolean divides = divides(op, x);
        for (Kind left : Kind.values()) {
            for (Kind right : Kind.values()) {
                if (left == Kind.CONSTANT && right == Kind.CONSTANT) continue;
                boolean constant = left == Kind.CONSTANT || right == Kind.CONSTANT;
                if (left == Kind.MEMORY && right == Kind.CONSTANT && x.isFloating()) continue;
                for (long c : constant ? edges(left == Kind.CONSTANT ? x : y) : new long[] {0}) {
                    if (divides && right == Kind.CONSTANT && c == 0) continue;
                    Graph g = method(x, y, result, left, right, c, body);
                    for (long a : left == Kind.CONSTANT ? new long[] {0} : edges(x)) {
                        for (long b : right == Kind.CONSTANT ? new long[] {0} : edges(y)) {
                            if (divides && right != Kind.CONSTANT && b == 0) continue;
                            batch.add(g, a, b);
                        }
                    }
                }
            }
        }
        if (x != y) return;
        Graph same = method(x, y, result, Kind.PARAMETER, Kind.PARAMETER, 0, (g, b, p, q) -> body.make(g, b, p, p));
        for (long a : edges(x)) if (!divides || a != 0) batch.add(same, a, 0);
    }

    private void check() throws Exception {
        batch.check(new CodeGenerator());
    }

    @Test void integerArithmetic() throws Exception {
        for (Type type : new Type[] {Type.INT, Type.LONG}) {
            for (Op op : new Op[] {Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.REM, Op.AND, Op.OR, Op.XOR}) {
                binary(op, type, type, type, (g, b, x, y) -> g.add(b, op, type, x, y));
            }
        }
        binary(Op.MULTIPLY_HIGH, Type.LONG, Type.LONG, Type.LONG, (g, b, x, y) -> g.add(b, Op.MULTIPLY_HIGH, Type.LONG, x, y));
        check();
    }

    @Test void shifts() throws Exception {
        for (Type type : new Type[] {Type.INT, Type.LONG}) {
            for (Op op : new Op[] {Op.SHL, Op.SHR, Op.USHR}) {
                binary(op, type, Type.INT, type, (g, b, x, y) -> g.add(b, op, type, x, y));
            }
        }
        check();
    }

    @Test void comparisons() throws Exception {
        for (Type type : new Type[] {Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE}) {
            for (Condition c : type.isFloating() ? FLOATING : INTEGER) {
                binary(Op.SET, type, type, Type.INT, (g, b, x, y) -> g.add(b, Op.SET, Type.INT, x, y).attr(c));
                binary(Op.IF, type, type, Type.INT, (g, b, x, y) -> branch(g, b, c, x, y));
            }
        }
        check();
    }

    private static Ins branch(Graph g, Block b, Condition c, Ins x, Ins y) {
        Block yes = g.newBlock();
        Block no = g.newBlock();
        g.add(b, Op.IF, Type.VOID, x, y).attr(c);
        g.edge(b, yes);
        g.edge(b, no);
        g.add(yes, Op.RETURN, Type.VOID, g.add(yes, g.constant(Type.INT, 10)));
        return g.add(no, g.constant(Type.INT, 20));
    }

    @Test void selections() throws Exception {
        for (Type type : new Type[] {Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE}) {
            for (Condition c : type.isFloating() ? FLOATING : INTEGER) {
                binary(Op.SELECT, type, type, type, (g, b, x, y) -> g.add(b, Op.SELECT, type, x, y, y, x).attr(c));
            }
            for (long unordered : new long[] {-1, 1}) {
                binary(Op.COMPARE, type, type, Type.INT, (g, b, x, y) -> {
                    Ins compare = g.add(b, Op.COMPARE, Type.INT, x, y);
                    compare.bits = unordered;
                    return compare;
                });
            }
        }
        check();
    }

    @Test void floatingArithmetic() throws Exception {
        for (Type type : new Type[] {Type.FLOAT, Type.DOUBLE}) {
            for (Op op : new Op[] {Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.REM}) {
                binary(op, type, type, type, (g, b, x, y) -> g.add(b, op, type, x, y));
            }
        }
        check();
    }

    @Test void oneOperand() throws Exception {
        Type[] types = {Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE};
        for (Type type : types) {
            List<Op> ops = new ArrayList<>(List.of(Op.NEG, Op.ABS));
            if (type.isFloating()) ops.add(Op.SQRT);
            else ops.add(Op.REVERSE_BYTES);
            for (Op op : ops) one(type, type, (g, b, x, y) -> g.add(b, op, type, x));
            if (!type.isFloating()) {
                for (Op op : new Op[] {Op.BIT_COUNT, Op.LEADING_ZEROS, Op.TRAILING_ZEROS}) one(type, Type.INT, (g, b, x, y) -> g.add(b, op, Type.INT, x));
            }
            for (Type to : types) if (to != type) one(type, to, (g, b, x, y) -> g.add(b, Op.CONVERT, to, x));
        }
        for (MemKind kind : new MemKind[] {MemKind.I8, MemKind.U8, MemKind.I16, MemKind.U16}) {
            one(Type.INT, Type.INT, (g, b, x, y) -> g.add(b, Op.EXTEND, Type.INT, x).attr(kind));
        }
        one(Type.INT, Type.FLOAT, (g, b, x, y) -> g.add(b, Op.BITCAST, Type.FLOAT, x));
        one(Type.FLOAT, Type.INT, (g, b, x, y) -> g.add(b, Op.BITCAST, Type.INT, x));
        one(Type.LONG, Type.DOUBLE, (g, b, x, y) -> g.add(b, Op.BITCAST, Type.DOUBLE, x));
        one(Type.DOUBLE, Type.LONG, (g, b, x, y) -> g.add(b, Op.BITCAST, Type.LONG, x));
        check();
    }

    private void one(Type type, Type result, Body body) {
        for (Kind kind : Kind.values()) {
            for (long c : kind == Kind.CONSTANT ? edges(type) : new long[] {0}) {
                Graph g = method(type, Type.INT, result, kind, Kind.PARAMETER, c, body);
                for (long a : kind == Kind.CONSTANT ? new long[] {0} : edges(type)) batch.add(g, a, 0);
            }
        }
    }

    /** Sums of addresses, scaled indices, and constants on both sides. */
    @Test void addresses() throws Exception {
        for (MemKind kind : MemKind.values()) {
            for (int shift = 0; shift <= 3; shift++) {
                int s = shift;
                Graph g = new Graph(Fixture.method(holder, "a" + number++, kind.type, Type.INT, Type.LONG));
                Ins i = operand(g, 0, Type.INT, Kind.PARAMETER, 0);
                Ins l = operand(g, 1, Type.LONG, Kind.PARAMETER, 0);
                Ins base = g.add(g.entry, g.constant(Type.LONG, TestProgram.MEMORY));
                Ins moved = g.add(g.entry, Op.ADD, Type.LONG, g.add(g.entry, Op.ADD, Type.LONG, base, l), g.add(g.entry, g.constant(Type.LONG, -3)));
                g.add(g.entry, Op.RETURN, Type.VOID, g.add(g.entry, Op.LOAD, kind.type, moved, i).attr(Address.indexed(kind, s, 4)));
                for (int index = 0; index < 5; index++) batch.add(g, index, 3 + index);
                Graph scaled = new Graph(Fixture.method(holder, "s" + number++, kind.type, Type.INT, Type.LONG));
                operand(scaled, 0, Type.INT, Kind.PARAMETER, 0);
                Ins by = operand(scaled, 1, Type.LONG, Kind.PARAMETER, 0);
                Ins memory = scaled.add(scaled.entry, scaled.constant(Type.LONG, TestProgram.MEMORY + 8));
                Ins shifted = scaled.add(scaled.entry, Op.SHL, Type.LONG, by, scaled.add(scaled.entry, scaled.constant(Type.INT, s)));
                scaled.add(scaled.entry, Op.RETURN, Type.VOID,
                    scaled.add(scaled.entry, Op.LOAD, kind.type, scaled.add(scaled.entry, Op.ADD, Type.LONG, shifted, memory)).attr(Address.at(kind, 2)));
                for (int index = -1; index < 5; index++) batch.add(scaled, 0, index);
            }
        }
        check();
    }
}
