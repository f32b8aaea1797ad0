package obol.aot.opt;

import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * Branches around the values 0 and 1, which is how bytecode makes booleans. A branch whose two empty ways meet at once with
 * nothing but 0 and 1 to tell them apart becomes a SET; a way that brings a constant to a block that does nothing but
 * branch on it goes straight to where that branch leads (jump threading).
 *
 * <p>Input and output: a graph in order. A threaded block holds one phi, used by its branch alone, so no other value has to
 * be merged anew. Linear.
 */
final class BranchSimplifier {
    private final Graph graph;
    /** By block id: place in reverse postorder. */
    private final int[] order;
    private boolean changed;

    private BranchSimplifier(Graph graph) {
        this.graph = graph;
        this.order = new int[graph.blockCount()];
        for (int i = 0; i < graph.blocks.size(); i++) order[graph.blocks.get(i).id] = i;
    }

    /** Whether anything changed; then the graph is in order again. */
    static boolean run(Graph graph) {
        BranchSimplifier simplifier = new BranchSimplifier(graph);
        int[] uses = new int[graph.insCount()];
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) for (Ins in : ins.inputs) uses[in.id]++;
        }
        for (Block block : List.copyOf(graph.blocks)) {
            if (block.preds.isEmpty()) continue;
            simplifier.joinWays(block);
            simplifier.thread(block, uses);
        }
        if (simplifier.changed) graph.order();
        return simplifier.changed;
    }

    // Diamonds.

    private void joinWays(Block join) {
        if (join.preds.size() != 2) return;
        Block a = join.preds.get(0);
        Block b = join.preds.get(1);
        if (!isEmptyWay(a) || !isEmptyWay(b) || a.preds.get(0) != b.preds.get(0) || a == b) return;
        Block from = a.preds.get(0);
        Ins branch = from.end();
        if (branch.op != Op.IF) return;
        int whenTrue = from.succs.get(0) == a ? 0 : 1;
        int phis = join.phiCount();
        for (Ins phi : join.body.subList(0, phis)) if (!isBoolean(phi) && phi.in(0) != phi.in(1)) return;
        // Into one of the ways, as nothing may stand between a throwing instruction with a handler and the end of its block.
        from.body.remove(from.body.size() - 1);
        graph.add(from, Op.GOTO, Type.VOID);
        from.succs.remove(b);
        b.preds.clear();
        b.succs.clear();
        a.cold = from.cold;
        a.body.remove(a.body.size() - 1);
        for (Ins phi : join.body.subList(0, phis)) {
            Ins value = phi.in(0) == phi.in(1) ? phi.in(0) : set(a, branch, phi.in(whenTrue).bits == 1);
            phi.inputs = new Ins[] {value};
        }
        graph.add(a, Op.GOTO, Type.VOID);
        join.preds.remove(b);
        changed = true;
    }

    /** Nothing but a jump, with one way in, which is no handler's. */
    private static boolean isEmptyWay(Block block) {
        if (block.preds.size() != 1 || block.end().op != Op.GOTO || block.handler != null) return false;
        for (Ins ins : block.body) if (ins.op != Op.GOTO && ins.op != Op.CONST) return false;
        return true;
    }

    private static boolean isBoolean(Ins phi) {
        Ins a = phi.in(0);
        Ins b = phi.in(1);
        return phi.type == Type.INT && (a.isConst(0) && b.isConst(1) || a.isConst(1) && b.isConst(0));
    }

    private Ins set(Block block, Ins branch, boolean direct) {
        Condition condition = (Condition) branch.attr;
        Ins set = graph.ins(Op.SET, Type.INT, branch.in(0), branch.in(1));
        set.attr = direct ? condition : Comparison.negated(condition, branch.in(0).type);
        return graph.add(block, set);
    }

    // Threads.

    private void thread(Block join, int[] uses) {
        Ins end = join.end();
        if (end == null || end.op != Op.IF || join.preds.size() < 2 || join.handler != null || join.phiCount() != 1) return;
        Ins phi = join.body.get(0);
        if (phi.id >= uses.length || uses[phi.id] != 1 || end.in(0) != phi || !end.in(1).isConst() || phi.type != Type.INT) return;
        for (Ins ins : join.body.subList(1, join.body.size() - 1)) {
            if (ins.op != Op.CONST || uses[ins.id] != (ins == end.in(1) ? 1 : 0)) return;
        }
        // A loop must keep its only way in.
        for (Block p : join.preds) if (p.id < order.length && order[p.id] >= order[join.id]) return;
        for (int i = join.preds.size() - 1; i >= 0; i--) {
            Ins value = phi.in(i);
            Block from = join.preds.get(i);
            if (!value.isConst() || from.end().op != Op.GOTO) continue;
            boolean holds = Folding.holds((Condition) end.attr, Type.INT, value.bits, end.in(1).bits);
            redirect(from, join, i, holds ? 0 : 1);
        }
    }

    private void redirect(Block from, Block join, int pred, int way) {
        Block target = join.succs.get(way);
        if (target.phiCount() > 0) return;
        Graph.removePred(join, pred);
        from.succs.set(0, target);
        if (target.preds.size() == 1) {
            // The edge from the join would be critical.
            Block split = graph.newBlock();
            split.cold = target.cold;
            join.succs.set(way, split);
            split.preds.add(join);
            graph.add(split, Op.GOTO, Type.VOID);
            split.succs.add(target);
            target.preds.set(0, split);
        }
        target.preds.add(from);
        changed = true;
    }
}
