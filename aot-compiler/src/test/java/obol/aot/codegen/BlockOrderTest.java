package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import org.junit.jupiter.api.Test;

class BlockOrderTest {
    private final Graph graph = new Graph(Fixture.method(Fixture.type("Order"), "m", Type.VOID, Type.INT));
    private final Ins parameter = graph.add(graph.entry, Op.PARAM, Type.INT);

    private void jump(Block from, Block... to) {
        Ins end = to.length == 1 ? graph.add(from, Op.GOTO, Type.VOID) : graph.add(from, Op.IF, Type.VOID, parameter, parameter).attr(Condition.LT);
        end.block = from;
        for (Block t : to) graph.edge(from, t);
    }

    private Block[] blocks(int n) {
        Block[] blocks = new Block[n];
        for (int i = 0; i < n; i++) blocks[i] = graph.newBlock();
        return blocks;
    }

    private BlockOrder order() {
        graph.order();
        return new BlockOrder(graph);
    }

    @Test void aLoopThatTestsAtTheTopIsTurned() {
        Block[] b = blocks(3);
        jump(graph.entry, b[0]);
        jump(b[0], b[1], b[2]);
        jump(b[1], b[0]);
        graph.add(b[2], Op.RETURN, Type.VOID);
        BlockOrder order = order();
        assertEquals(List.of(graph.entry, b[1], b[0], b[2]), order.order);
        assertEquals(List.of(0, 1, 1, 0), order.order.stream().map(order::loopDepth).toList());
    }

    @Test void coldBlocksComeLastAndTheLoopStaysWhole() {
        Block[] b = blocks(5);
        jump(graph.entry, b[0]);
        jump(b[0], b[1], b[2]);
        jump(b[1], b[3]);
        jump(b[2], b[3]);
        b[1].cold = true;
        Block exit = graph.newBlock();
        jump(b[3], b[4], exit);
        jump(b[4], b[0]);
        graph.add(exit, Op.RETURN, Type.VOID);
        List<Block> order = order().order;
        assertEquals(List.of(graph.entry, b[0], b[2], b[3], b[4], exit, b[1]), order);
    }

    @Test void whatOnlyEndsBadlyIsCold() {
        Block[] b = blocks(3);
        jump(graph.entry, b[0], b[1]);
        jump(b[0], b[2]);
        graph.add(b[2], Op.UNREACHABLE, Type.VOID);
        graph.add(b[1], Op.RETURN, Type.VOID);
        assertEquals(List.of(graph.entry, b[1], b[0], b[2]), order().order);
    }

    @Property(tries = 100, seed = "3")
    void everyBlockOnceTheEntryFirst(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
        Graph random = new RandomGraphs(seed).next(60, false);
        random.order();
        List<Block> order = new BlockOrder(random).order;
        assertSame(random.entry, order.get(0));
        assertEquals(random.blocks.size(), order.size());
        assertTrue(new HashSet<>(order).containsAll(random.blocks));
    }
}
