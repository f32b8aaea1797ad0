package obol.aot.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.SourceChain;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.lower.Lowering;
import obol.aot.lower.RuntimeMethods;
import obol.aot.opt.Optimizer;
import obol.aot.opt.Program;
import obol.aot.shapes.Numbers;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.ObjectLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the passes find what they are there for: operations left in shapes whose best form is known. */
class OptimizationsTest {
    private static World world;
    private static Optimizer optimizer;

    @BeforeAll static void world() throws URISyntaxException {
        Path classes = Path.of(Numbers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        world = new World(new SourceChain(new FolderSource(classes), new JrtSource("java.base")));
        BytecodeBuilder builder = new BytecodeBuilder(world);
        optimizer = new Optimizer(world, builder::build, Program.OPEN);
    }

    private static Graph optimized(String shapes, String name) {
        for (JMethod m : world.require("obol/aot/shapes/" + shapes).methods) {
            if (m.name.equals(name)) return optimizer.optimize(m);
        }
        throw new IllegalArgumentException(name);
    }

    private static Graph optimized(String shapes, String name, String descriptor) {
        return optimizer.optimize(world.require("obol/aot/shapes/" + shapes).declared(name, descriptor));
    }

    /** How often each operation stands in blocks that are not cold. */
    private static Map<Op, Integer> counts(Graph graph) {
        Map<Op, Integer> counts = new EnumMap<>(Op.class);
        for (Block block : graph.blocks) {
            if (block.cold) continue;
            for (Ins ins : block.body) counts.merge(ins.op, 1, Integer::sum);
        }
        return counts;
    }

    private static void none(Graph graph, Op... ops) {
        for (Op op : ops) assertEquals(0, counts(graph).getOrDefault(op, 0), () -> op + " in\n" + graph);
    }

    @Test void constantsAreFolded() {
        assertEquals(Map.of(Op.CONST, 1, Op.RETURN, 1), counts(optimized("Numbers", "constants")));
    }

    @Test void identitiesGo() {
        assertEquals(Map.of(Op.PARAM, 1, Op.RETURN, 1), counts(optimized("Numbers", "addZero")));
        none(optimized("Numbers", "mulPowers"), Op.MUL);
        none(optimized("Numbers", "thereAndBack"), Op.EXTEND);
    }

    @Test void comparisonsAreFusedAndBooleansSet() {
        for (String shape : new String[] {"flt", "fnlt", "dge", "dngt", "llt", "lne", "ilt"}) {
            none(optimized("Numbers", shape), Op.COMPARE, Op.IF, Op.PHI);
        }
    }

    @Test void decidedBranchesGo() {
        none(optimized("Flow", "constantBranch"), Op.IF, Op.POLL);
    }

    @Test void boundsChecksOfCountingLoopsGo() {
        none(optimized("Heap", "sieve"), Op.BOUNDS_CHECK);
        none(optimized("Heap", "arrays"), Op.BOUNDS_CHECK, Op.NULL_CHECK);
    }

    /** They are in a copy of the loop, for bounds that do not fit. */
    @ParameterizedTest
    @ValueSource(strings = {"up", "upTo", "down", "downTo", "unequal", "byThrees", "stepGiven", "longCounter", "neighbours", "reversed", "moved", "scaled",
        "twoCounters", "leftEarly"})
    void checksOfIndicesAreMadeBeforeTheLoop(String shape) {
        Graph graph = optimized("Loops", shape, "([III)I");
        none(graph, Op.BOUNDS_CHECK);
        assertTrue(graph.toString().contains("BOUNDS_CHECK"), graph::toString);
    }

    @Test void rowsAreReadBeforeTheLoop() {
        assertEquals(1, counts(optimized("Loops", "missingRow", "([III)I")).get(Op.BOUNDS_CHECK));
        none(optimized("Loops", "sumOfRow", "([III)I"), Op.POLL);
    }

    @Test void aCheckThatIsNotMadeInEachRoundStays() {
        assertEquals(1, counts(optimized("Loops", "sometimes", "([III)I")).get(Op.BOUNDS_CHECK));
    }

    @Test void shortLoopsPollNowAndThen() {
        none(optimized("Loops", "up", "([III)I"), Op.POLL);
        none(optimized("Flow", "swap"), Op.POLL);
        // Whose step may be so large that the counter overflows.
        assertEquals(2, counts(optimized("Loops", "wrapsAround", "([III)I")).get(Op.POLL));
    }

    @Test void fieldsOfFreshObjectsAreNotReadBack() {
        none(optimized("Heap", "staticReadBack"), Op.GET_FIELD);
    }

    @Test void storesIntoFreshObjectsMarkNoCard() throws URISyntaxException {
        Path nucleus = Path.of(ObjectLayout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        World whole = new World(new SourceChain(new FolderSource(nucleus), new JrtSource("java.base")));
        Graph graph = optimized("Heap", "links");
        Lowering.run(world, new RuntimeMethods(whole), graph);
        assertEquals(1, counts(graph).get(Op.CARD_MARK), graph::toString);
    }

    @Test void lambdasAreInlined() {
        none(optimized("Sugar", "lambda"), Op.INVOKE_INTERFACE, Op.INVOKE_VIRTUAL, Op.INVOKE_SPECIAL, Op.INVOKE_STATIC, Op.CHECK_CAST);
    }

    @Test void callsOfKnownClassesAreDirect() {
        none(optimized("Sugar", "nested"), Op.INVOKE_INTERFACE);
    }

    @Test void finalClassesNeedNoTypeTests() {
        none(optimized("Heap", "casts"), Op.CHECK_CAST, Op.INVOKE_INTERFACE, Op.INVOKE_VIRTUAL);
    }

    @Test void positionsOfInlinedCodeNameTheCaller() {
        Graph graph = optimized("Throwing", "zeroDivideCaughtOutside");
        Position found = null;
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) if (ins.op == Op.ZERO_CHECK) found = ins.position;
        }
        assertEquals("caughtBy", found.method().name);
        assertEquals("zeroDivideCaughtOutside", found.caller().method().name);
        assertEquals(null, found.caller().caller());
    }

    @Test void constructorsOfThrowablesStayCalls() {
        Graph graph = optimized("Throwing", "nullThrow");
        assertTrue(graph.toString().contains("INVOKE_SPECIAL [obol/aot/shapes/Throwing$Mine.<init>(I)V]"), graph::toString);
    }

    @Test void varHandlesLeaveNoTrace() {
        none(optimized("Atomics", "readAndWrite"), Op.INVOKE_SPECIAL, Op.GET_STATIC);
        Graph initializer = optimizer.optimize(world.require("obol/aot/shapes/Atomics").initializer());
        none(initializer, Op.INVOKE_STATIC, Op.INVOKE_SPECIAL, Op.INVOKE_VIRTUAL);
    }
}
