package obol.aot.ir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import obol.aot.input.JrtSource;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of fault, in a graph that is sound but for that one. */
class GraphCheckerTest {
    private static final World WORLD = new World(new JrtSource("java.base"));
    /** int max(int, int): any method of two ints would do. */
    private static final JMethod METHOD = WORLD.require("java/lang/Math").declared("max", "(II)I");

    /** A loop, a diamond, and a call with a handler. */
    private static final class Sample {
        final Graph graph = new Graph(METHOD);
        final Position position = new Position(METHOD, 0, null);
        final Ins a = parameter(0);
        final Ins b = parameter(1);
        final Block header = graph.newBlock();
        final Block left = graph.newBlock();
        final Block right = graph.newBlock();
        final Block calling = graph.newBlock();
        final Block handler = graph.newBlock();
        final Block exit = graph.newBlock();
        final Ins phi;
        final Ins sum;
        final Ins call;
        final Ins caught;
        final Ins result;

        Sample() {
            go(graph.entry, header);
            phi = graph.add(header, Op.PHI, Type.INT);
            graph.add(header, Op.IF, Type.VOID, phi, b).attr(Condition.LT);
            graph.edge(header, left);
            graph.edge(header, right);
            sum = graph.add(left, Op.ADD, Type.INT, phi, b);
            go(left, header);
            phi.inputs = new Ins[] {a, sum};
            go(right, calling);
            call = graph.add(calling, Op.INVOKE_STATIC, Type.INT, a, phi).attr(METHOD).at(position);
            graph.handlerEdge(calling, handler);
            go(calling, exit);
            caught = graph.add(handler, Op.CATCH, Type.REF);
            Ins minus = graph.add(handler, graph.constant(Type.INT, -1));
            go(handler, exit);
            result = graph.add(exit, Op.PHI, Type.INT);
            result.inputs = new Ins[] {minus, call};
            if (exit.preds.get(0) == calling) result.inputs = new Ins[] {call, minus};
            graph.add(exit, Op.RETURN, Type.VOID, result);
        }

        private Ins parameter(int i) {
            Ins p = graph.add(graph.entry, Op.PARAM, Type.INT);
            p.bits = i;
            return p;
        }

        private void go(Block from, Block to) {
            graph.add(from, Op.GOTO, Type.VOID);
            graph.edge(from, to);
        }
    }

    private static void broken(String expected, Consumer<Sample> how) {
        Sample sample = new Sample();
        how.accept(sample);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> GraphChecker.check(sample.graph, "test"));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test void aSoundGraphPasses() {
        assertDoesNotThrow(() -> GraphChecker.check(new Sample().graph, "test"));
    }

    @Test void theEntryHasNoPredecessors() {
        broken("entry has predecessors", s -> s.graph.entry.preds.add(s.left));
    }

    @Test void aBlockHasAnEnd() {
        broken("has no end", s -> s.exit.body.remove(s.exit.body.size() - 1));
    }

    @Test void nothingStandsBehindTheEnd() {
        broken("ends the block too early", s -> s.graph.add(s.exit, Op.RETURN, Type.VOID, s.result));
    }

    @Test void phisComeFirst() {
        broken("is not at the start", s -> s.exit.body.add(0, with(s.graph.constant(Type.INT, 1), s.exit)));
    }

    @Test void aPhiHasAnInputForEachPredecessor() {
        broken("one input for each predecessor", s -> s.phi.inputs = new Ins[] {s.a});
    }

    @Test void parametersStandInTheEntry() {
        broken("is not in the entry", s -> s.graph.add(s.left, Op.PARAM, Type.INT));
    }

    @Test void edgesStandOnBothSides() {
        broken("does not go here", s -> s.calling.preds.add(s.left));
    }

    @Test void criticalEdgesAreSplit() {
        broken("critical edge", s -> {
            s.right.preds.add(s.left);
            s.left.succs.set(0, s.right);
        });
    }

    @Test void aHandlerBlockBeginsWithCatch() {
        broken("does not begin with CATCH", s -> s.handler.body.remove(0));
    }

    @Test void onlyTheLastButOneThrows() {
        broken("throws, but not into the handler", s -> s.calling.body.add(0, with(s.graph.ins(Op.ZERO_CHECK, Type.INT, s.a).at(s.position), s.calling)));
    }

    @Test void aHandlerHasAThrower() {
        broken("has a handler and no thrower", s -> s.calling.body.set(0, with(s.graph.ins(Op.ADD, Type.INT, s.a, s.b), s.calling)));
    }

    @Test void theHandlerHasNoValueOfTheThrower() {
        broken("does not dominate", s -> s.result.inputs = new Ins[] {s.call, s.call});
    }

    @Test void inputsDominate() {
        broken("does not dominate", s -> s.call.inputs[0] = s.sum);
        broken("does not dominate", s -> s.phi.inputs[0] = s.sum);
        broken("stands nowhere", s -> s.call.inputs[0] = s.graph.constant(Type.INT, 5));
    }

    @Test void typesFit() {
        broken("inputs", s -> s.sum.type = Type.LONG);
        broken("no such parameter", s -> s.a.bits = 7);
        broken("attribute no Condition", s -> s.header.end().attr = null);
        broken("LT_OR_NAN of INT", s -> s.header.end().attr = Condition.LT_OR_NAN);
    }

    @Test void levelsAreNotMixed() {
        broken("is not of level", s -> s.calling.body.add(0, with(s.graph.ins(Op.TRAP_IF, Type.VOID, s.a, s.b).at(s.position), s.calling)));
    }

    @Test void throwersHavePositions() {
        broken("has no position", s -> s.call.position = null);
    }

    private static Ins with(Ins ins, Block block) {
        ins.block = block;
        return ins;
    }

    @Test
    void aLoopNeedsAPoll() {
        Sample sample = new Sample();
        assertTrue(UnpolledLoops.find(sample.graph) == sample.header || UnpolledLoops.find(sample.graph) == sample.left);
        Ins poll = sample.graph.ins(Op.POLL, Type.VOID);
        poll.block = sample.left;
        sample.left.body.add(0, poll);
        assertNull(UnpolledLoops.find(sample.graph));
    }
}
