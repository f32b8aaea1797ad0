package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;

/** The sequences for constant divisors against Java's own division. */
class ConstantDivisionTest {
    private static final JClass HOLDER = Fixture.type("Division");

    @Property(tries = 2000, seed = "1")
    void ints(@ForAll int n, @ForAll int divisor) {
        if (divisor == 0) return;
        for (int dividend : new int[] {n, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, divisor, -divisor, divisor - 1, divisor + 1}) {
            assertEquals(dividend / divisor, (int) divided(Op.DIV, Type.INT, dividend & 0xFFFF_FFFFL, divisor));
            assertEquals(dividend % divisor, (int) divided(Op.REM, Type.INT, dividend & 0xFFFF_FFFFL, divisor));
        }
    }

    @Property(tries = 2000, seed = "2")
    void longs(@ForAll long n, @ForAll long divisor) {
        if (divisor == 0) return;
        for (long dividend : new long[] {n, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE, divisor, -divisor, divisor - 1, divisor + 1}) {
            assertEquals(dividend / divisor, divided(Op.DIV, Type.LONG, dividend, divisor));
            assertEquals(dividend % divisor, divided(Op.REM, Type.LONG, dividend, divisor));
        }
    }

    @Property(tries = 10, seed = "6")
    void powersOfTwoAndTheirNeighbours(@ForAll long n) {
        for (int shift = 0; shift < 64; shift++) {
            for (long d : new long[] {1L << shift, (1L << shift) - 1, (1L << shift) + 1, -(1L << shift)}) {
                longs(n, d);
                ints((int) n, (int) d);
            }
        }
    }

    private static long divided(Op op, Type type, long n, long divisor) {
        Graph g = new Graph(Fixture.method(HOLDER, "divide", type, type));
        Ins p = g.add(g.entry, Op.PARAM, type);
        Ins c = g.add(g.entry, g.constant(type, divisor));
        g.add(g.entry, Op.RETURN, Type.VOID, g.add(g.entry, op, type, p, c));
        ConstantDivision.run(g);
        boolean easy = divisor == 1 || divisor == -1;
        assertTrue(easy || g.entry.body.stream().noneMatch(i -> i.op == Op.DIV || i.op == Op.REM));
        return new GraphEvaluator(Map.of(), new byte[0]).run(g, n);
    }
}
