package obol.aot.codegen;

import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import org.junit.jupiter.api.Test;

/** Shapes of control flow that went wrong once or easily go wrong. */
class ControlFlowTest {
    private final JClass holder = Fixture.type("Control");
    private final Batch batch = new Batch();

    private static Ins constant(Graph g, Block b, Type type, long bits) {
        return g.add(b, g.constant(type, bits));
    }

    private void check() throws Exception {
        batch.check(new CodeGenerator());
    }

    /** The entry has nothing but its jump, and the loop's body is placed before the header it jumps to. */
    @Test void anEmptyEntryBeforeALoopThatWasTurned() throws Exception {
        Graph g = new Graph(Fixture.method(holder, "emptyEntry", Type.INT));
        Block header = g.newBlock();
        Block body = g.newBlock();
        Block exit = g.newBlock();
        g.add(g.entry, Op.GOTO, Type.VOID);
        g.edge(g.entry, header);
        Ins memory = constant(g, header, Type.LONG, TestProgram.MEMORY);
        Ins value = g.add(header, Op.LOAD, Type.INT, memory).attr(Address.at(MemKind.U8, 0));
        g.add(header, Op.IF, Type.VOID, value, constant(g, header, Type.INT, 100)).attr(Condition.LT);
        g.edge(header, body);
        g.edge(header, exit);
        g.add(body, Op.STORE, Type.VOID, memory, g.add(body, Op.ADD, Type.INT, value, constant(g, body, Type.INT, 9))).attr(Address.at(MemKind.U8, 0));
        g.add(body, Op.GOTO, Type.VOID);
        g.edge(body, header);
        g.add(exit, Op.RETURN, Type.VOID, value);
        batch.add(g, new long[0]);
        check();
    }

    /** Phis that exchange their values each round, in registers and, across the call, in slots. */
    @Test void phisThatSwap() throws Exception {
        JMethod nothing = Fixture.method(holder, "nothing", Type.VOID);
        Graph callee = new Graph(nothing);
        callee.add(callee.entry, Op.RETURN, Type.VOID);
        batch.add(callee);
        for (Type type : new Type[] {Type.INT, Type.LONG, Type.DOUBLE}) {
            for (boolean calls : new boolean[] {false, true}) {
                Graph g = new Graph(Fixture.method(holder, "swap" + type + calls, type, type, type, Type.INT));
                Ins[] p = new Ins[3];
                for (int i = 0; i < 3; i++) {
                    p[i] = g.add(g.entry, Op.PARAM, i == 2 ? Type.INT : type);
                    p[i].bits = i;
                }
                Block header = g.newBlock();
                Block body = g.newBlock();
                Block exit = g.newBlock();
                g.add(g.entry, Op.GOTO, Type.VOID);
                g.edge(g.entry, header);
                Ins a = g.add(header, Op.PHI, type, p[0], null);
                Ins b = g.add(header, Op.PHI, type, p[1], a);
                Ins n = g.add(header, Op.PHI, Type.INT, p[2], null);
                a.inputs[1] = b;
                g.add(header, Op.IF, Type.VOID, n, constant(g, header, Type.INT, 0)).attr(Condition.GT);
                g.edge(header, body);
                g.edge(header, exit);
                if (calls) g.add(body, Op.CALL, Type.VOID).attr(CallTarget.direct(nothing));
                n.inputs[1] = g.add(body, Op.SUB, Type.INT, n, constant(g, body, Type.INT, 1));
                g.add(body, Op.GOTO, Type.VOID);
                g.edge(body, header);
                g.add(exit, Op.RETURN, Type.VOID, g.add(exit, Op.SUB, type, a, b));
                for (int rounds = 0; rounds < 4; rounds++) batch.add(g, GraphEvaluator.of(7.0), GraphEvaluator.of(2.5), rounds);
            }
        }
        check();
    }

    @Test void nineAndMoreArguments() throws Exception {
        Type[] types = new Type[14];
        for (int i = 0; i < types.length; i++) types[i] = i % 3 == 0 ? Type.LONG : Type.INT;
        Graph callee = new Graph(Fixture.method(holder, "many", Type.LONG, types));
        Ins sum = constant(callee, callee.entry, Type.LONG, 0);
        for (int i = 0; i < types.length; i++) {
            Ins p = callee.add(callee.entry, Op.PARAM, types[i]);
            p.bits = i;
            Ins wide = types[i] == Type.LONG ? p : callee.add(callee.entry, Op.CONVERT, Type.LONG, p);
            sum = callee.add(callee.entry, Op.ADD, Type.LONG, callee.add(callee.entry, Op.MUL, Type.LONG, sum, constant(callee, callee.entry, Type.LONG, 31)), wide);
        }
        callee.add(callee.entry, Op.RETURN, Type.VOID, sum);
        batch.add(callee);
        Graph caller = new Graph(Fixture.method(holder, "caller", Type.LONG, Type.INT, Type.LONG));
        Ins i = caller.add(caller.entry, Op.PARAM, Type.INT);
        Ins l = caller.add(caller.entry, Op.PARAM, Type.LONG);
        l.bits = 1;
        Ins[] arguments = new Ins[types.length];
        for (int k = 0; k < arguments.length; k++) {
            Ins constant = constant(caller, caller.entry, types[k], -k * 0x1111_1111L);
            arguments[k] = k % 2 == 0 ? constant : types[k] == Type.LONG ? l : i;
        }
        caller.add(caller.entry, Op.RETURN, Type.VOID, caller.add(caller.entry, Op.CALL, Type.LONG, arguments).attr(CallTarget.direct(callee.method)));
        batch.add(caller, 0xFFFF_FFFFL, Long.MIN_VALUE + 5);
        check();
    }
}
