package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * Division by constants without dividing: by a multiplication whose high half is the quotient, or by shifts.
 *
 * <p>In and out: a graph at the MACHINE level. Each integer DIV and REM by a constant other than 0, 1 and -1 becomes
 * multiplications, shifts and sums. Algorithm: Granlund, Montgomery, Division by Invariant Integers using Multiplication
 * (PLDI 1994), with the search for the least multiplier of Warren, Hacker's Delight, 10-1. O(instructions).
 */
final class ConstantDivision {
    private final Graph graph;
    private List<Ins> body;
    private Block block;
    private Ins divided;

    private ConstantDivision(Graph graph) {
        this.graph = graph;
    }

    static void run(Graph graph) {
        ConstantDivision pass = new ConstantDivision(graph);
        for (Block block : graph.blocks) {
            if (block.body.stream().anyMatch(ConstantDivision::applies)) pass.rewrite(block);
        }
    }

    private static boolean applies(Ins ins) {
        if (ins.op != Op.DIV && ins.op != Op.REM || ins.type.isFloating() || !ins.in(1).isConst()) return false;
        long divisor = Selection.bits(ins.in(1));
        return divisor < -1 || divisor > 1;
    }

    private void rewrite(Block in) {
        block = in;
        List<Ins> old = new ArrayList<>(in.body);
        body = in.body;
        body.clear();
        for (Ins ins : old) {
            if (applies(ins)) divide(ins);
            else body.add(ins);
        }
    }

    private Ins add(Op op, Type type, Ins... inputs) {
        Ins ins = graph.ins(op, type, inputs).at(divided.position);
        ins.block = block;
        body.add(ins);
        return ins;
    }

    private Ins constant(Type type, long bits) {
        Ins c = graph.constant(type, type == Type.INT ? (int) bits : bits);
        c.block = block;
        body.add(c);
        return c;
    }

    private Ins shift(Op op, Ins value, int count) {
        return count == 0 ? value : add(op, value.type, value, constant(Type.INT, count));
    }

    /** The instruction itself becomes the last of the sequence, so that its users need not change. */
    private void divide(Ins ins) {
        divided = ins;
        long divisor = Selection.bits(ins.in(1));
        int bits = ins.type == Type.LONG ? 64 : 32;
        long magnitude = Math.abs(divisor);
        boolean power = Long.bitCount(magnitude & (bits == 32 ? 0xFFFF_FFFFL : -1L)) == 1;
        Ins n = ins.in(0);
        if (ins.op == Op.REM && power) {
            remainderByPower(ins, n, Long.numberOfTrailingZeros(magnitude), bits);
            return;
        }
        if (ins.op == Op.REM) {
            Ins product = add(Op.MUL, ins.type, quotient(n, magnitude, bits), constant(ins.type, magnitude));
            replace(ins, Op.SUB, n, product);
        } else if (power) {
            int shift = Long.numberOfTrailingZeros(magnitude);
            Ins biased = add(Op.ADD, ins.type, n, bias(n, shift, bits));
            if (divisor > 0) replace(ins, Op.SHR, biased, constant(Type.INT, shift));
            else replace(ins, Op.NEG, shift(Op.SHR, biased, shift));
        } else {
            Ins high = high(n, magnitude, bits);
            Ins sign = shift(Op.SHR, n, bits - 1);
            if (divisor > 0) replace(ins, Op.SUB, high, sign);
            else replace(ins, Op.SUB, sign, high);
        }
    }

    private void replace(Ins ins, Op op, Ins... inputs) {
        ins.op = op;
        ins.inputs = inputs;
        body.add(ins);
    }

    /** What makes a negative dividend round to zero when it is shifted: 2^shift - 1, for others 0. */
    private Ins bias(Ins n, int shift, int bits) {
        return shift(Op.USHR, shift(Op.SHR, n, bits - 1), bits - shift);
    }

    private void remainderByPower(Ins ins, Ins n, int shift, int bits) {
        Ins bias = bias(n, shift, bits);
        Ins low = add(Op.AND, ins.type, add(Op.ADD, ins.type, n, bias), constant(ins.type, (1L << shift) - 1));
        replace(ins, Op.SUB, low, bias);
    }

    private Ins quotient(Ins n, long magnitude, int bits) {
        return add(Op.SUB, n.type, high(n, magnitude, bits), shift(Op.SHR, n, bits - 1));
    }

    /** n divided by the positive magnitude, rounded down. */
    private Ins high(Ins n, long magnitude, int bits) {
        Multiplier m = Multiplier.of(magnitude, bits);
        if (bits == 32) {
            Ins product = add(Op.MUL, Type.LONG, add(Op.CONVERT, Type.LONG, n), constant(Type.LONG, m.factor));
            return add(Op.CONVERT, Type.INT, shift(Op.SHR, product, 32 + m.shift));
        }
        Ins high = add(Op.MULTIPLY_HIGH, Type.LONG, n, constant(Type.LONG, m.factor));
        // A factor of 64 bits counts as negative: one n too few.
        if (m.factor < 0) high = add(Op.ADD, Type.LONG, high, n);
        return shift(Op.SHR, high, m.shift);
    }

    /** The least factor and shift with {@code floor(n / d) = n * factor >> bits + shift} for 0 <= n, and one less for n < 0. */
    record Multiplier(long factor, int shift) {
        static Multiplier of(long d, int bits) {
            long half = 1L << bits - 1;
            long limit = half - 1 - Long.remainderUnsigned(half, d);
            int p = bits - 1;
            long q1 = Long.divideUnsigned(half, limit);
            long r1 = half - q1 * limit;
            long q2 = Long.divideUnsigned(half, d);
            long r2 = half - q2 * d;
            long delta;
            do {
                p++;
                q1 *= 2;
                r1 *= 2;
                if (Long.compareUnsigned(r1, limit) >= 0) {
                    q1++;
                    r1 -= limit;
                }
                q2 *= 2;
                r2 *= 2;
                if (Long.compareUnsigned(r2, d) >= 0) {
                    q2++;
                    r2 -= d;
                }
                delta = d - r2;
            } while (Long.compareUnsigned(q1, delta) < 0 || q1 == delta && r1 == 0);
            return new Multiplier(q2 + 1, p - bits);
        }
    }
}
