package obol.aot.opt;

import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;

/**
 * Joins blocks that follow each other with no other way in or out, and marks cold what leads only to cold blocks.
 *
 * <p>Input and output: a graph in order; afterwards no block ends in a GOTO to a block with one predecessor, except
 * where the throwing instruction of a block with a handler must stay the last but one. Linear.
 */
public final class ControlFlowSimplifier {
    private final Graph graph;
    private final Ins[] replacement;

    private ControlFlowSimplifier(Graph graph) {
        this.graph = graph;
        this.replacement = new Ins[graph.insCount()];
    }

    public static void run(Graph graph) {
        ControlFlowSimplifier simplifier = new ControlFlowSimplifier(graph);
        boolean changed = false;
        for (Block block : List.copyOf(graph.blocks)) {
            while (simplifier.join(block)) changed = true;
        }
        if (changed) {
            for (Block block : graph.blocks) {
                for (Ins ins : block.body) simplifier.resolveInputs(ins);
            }
            graph.order();
        }
        markCold(graph);
    }

    private void resolveInputs(Ins ins) {
        for (int i = 0; i < ins.inputs.length; i++) {
            while (replacement[ins.inputs[i].id] != null) ins.inputs[i] = replacement[ins.inputs[i].id];
        }
    }

    /** Takes in the only successor if this is its only predecessor. */
    private boolean join(Block block) {
        Ins end = block.end();
        if (end == null || end.op != Op.GOTO) return false;
        Block next = block.succs.get(0);
        if (next.preds.size() != 1 || next == block) return false;
        int phis = next.phiCount();
        if (block.handler != null && next.body.size() > phis + 1) return false;
        if (next.handler != null && throwsAnything(block)) return false;
        block.body.remove(block.body.size() - 1);
        for (int i = 0; i < phis; i++) replacement[next.body.get(i).id] = next.body.get(i).in(0);
        for (Ins ins : next.body.subList(phis, next.body.size())) {
            ins.block = block;
            block.body.add(ins);
        }
        next.body.clear();
        next.preds.clear();
        block.succs.clear();
        block.succs.addAll(next.succs);
        for (Block s : next.succs) s.preds.replaceAll(p -> p == next ? block : p);
        next.succs.clear();
        if (next.handler != null) {
            block.handler = next.handler;
            block.handler.preds.set(0, block);
            next.handler = null;
        }
        return true;
    }

    private static boolean throwsAnything(Block block) {
        for (Ins ins : block.body) if (ins.op.mayThrow()) return true;
        return false;
    }

    private static void markCold(Graph graph) {
        for (int i = graph.blocks.size() - 1; i > 0; i--) {
            Block block = graph.blocks.get(i);
            if (block.cold || block.succs.isEmpty()) continue;
            boolean cold = true;
            for (Block s : block.succs) cold &= s.cold;
            block.cold = cold;
        }
        for (Block block : graph.blocks) {
            if (block.cold || block.preds.isEmpty()) continue;
            boolean cold = true;
            for (Block p : block.preds) cold &= p.cold || p.handler == block;
            block.cold = cold;
        }
    }
}
