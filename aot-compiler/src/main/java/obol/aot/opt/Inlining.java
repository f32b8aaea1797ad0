package obol.aot.opt;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;

/**
 * Puts a callee's graph in the place of a call. The block is split behind the call; returns jump there. If the call throws into
 * a handler block, that block becomes a join: each throwing instruction that came in gets a handler block of its own that
 * jumps there, and a THROW becomes a jump itself.
 *
 * <p>A POLL stays without handler: what it throws is no exception that Java code sees.
 */
final class Inlining {
    private final Graph graph;
    private final Block handler;
    private final List<Ins> caught = new ArrayList<>();

    private Inlining(Graph graph, Block handler) {
        this.graph = graph;
        this.handler = handler;
    }

    /**
     * Inlines one call. The graph needs {@link Graph#order} afterwards, and the returned value stands for the call's.
     *
     * @param place to which the callee's positions are chained; null: they stay as they are
     * @return null if the call has no value, or the callee never returns
     */
    static Ins run(Graph graph, Ins call, Graph callee, Position place) {
        Block before = call.block;
        Block after = split(graph, before, before.body.indexOf(call));
        before.body.remove(before.body.size() - 1);
        Block handler = before.handler;
        before.handler = null;
        GraphCopy copy = GraphCopy.inline(graph, callee, call.inputs, place);
        graph.add(before, Op.GOTO, Type.VOID);
        graph.edge(before, copy.copied.get(0));
        Ins result = returns(graph, copy.copied, after, call.type);
        for (Block b : copy.copied) b.cold |= before.cold;
        if (handler != null) new Inlining(graph, handler).connect(copy.copied);
        return result;
    }

    /** Moves what stands behind {@code index}, with the edges but without the handler, to a new block. */
    private static Block split(Graph graph, Block block, int index) {
        Block rest = graph.newBlock();
        rest.cold = block.cold;
        List<Ins> moved = block.body.subList(index + 1, block.body.size());
        for (Ins ins : moved) {
            ins.block = rest;
            rest.body.add(ins);
        }
        moved.clear();
        rest.succs.addAll(block.succs);
        block.succs.clear();
        for (Block s : rest.succs) s.preds.replaceAll(p -> p == block ? rest : p);
        return rest;
    }

    private static Ins returns(Graph graph, List<Block> copied, Block after, Type type) {
        List<Ins> values = new ArrayList<>();
        for (Block b : copied) {
            Ins end = b.end();
            if (end.op != Op.RETURN) continue;
            if (type != Type.VOID) values.add(end.in(0));
            end.op = Op.GOTO;
            end.inputs = Ins.NONE;
            graph.edge(b, after);
        }
        if (values.isEmpty()) return null;
        if (values.size() == 1) return values.get(0);
        Ins phi = graph.ins(Op.PHI, type, values.toArray(Ins.NONE));
        phi.block = after;
        after.body.add(0, phi);
        return phi;
    }

    private void connect(List<Block> copied) {
        handler.preds.clear();
        for (Block block : copied) {
            if (block.handler == null) connect(block);
        }
        Ins phi = handler.body.get(0);
        phi.op = Op.PHI;
        phi.inputs = caught.toArray(Ins.NONE);
    }

    private void connect(Block first) {
        Block block = first;
        for (int i = 0; i < block.body.size(); i++) {
            Ins ins = block.body.get(i);
            if (!ins.mayThrow()) continue;
            if (ins.op == Op.THROW) {
                Ins exception = ins.in(0);
                block.body.subList(i, block.body.size()).clear();
                graph.add(block, Op.GOTO, Type.VOID);
                arrive(block, exception);
                return;
            }
            boolean poll = ins.op == Op.POLL;
            Block rest = null;
            if (i < block.body.size() - 2) {
                rest = split(graph, block, i);
                graph.add(block, Op.GOTO, Type.VOID);
                graph.edge(block, rest);
            }
            if (!poll) {
                Block own = graph.newBlock();
                own.cold = true;
                graph.handlerEdge(block, own);
                Ins exception = graph.add(own, Op.CATCH, Type.REF);
                graph.add(own, Op.GOTO, Type.VOID);
                arrive(own, exception);
            }
            if (rest == null) return;
            block = rest;
            i = -1;
        }
    }

    private void arrive(Block from, Ins exception) {
        graph.edge(from, handler);
        caught.add(exception);
    }
}
