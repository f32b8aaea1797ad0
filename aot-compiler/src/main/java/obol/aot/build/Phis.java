package obol.aot.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;

/**
 * Removes phis that merge a single value besides themselves, and those that only phis use.
 *
 * <p>Input and output: a graph in order. Algorithm: a worklist over phis; when one is replaced, the phis that used it are
 * looked at again (Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", 2013, without
 * their treatment of irreducible cycles, whose phis stay and are correct). Then liveness of phis from the other
 * instructions. Linear in the number of inputs, times the length of chains.
 */
final class Phis {
    private final Graph graph;
    private final Ins[] replacement;

    private Phis(Graph graph) {
        this.graph = graph;
        this.replacement = new Ins[graph.insCount()];
    }

    static void removeRedundant(Graph graph) {
        Phis phis = new Phis(graph);
        phis.findTrivial();
        phis.dropDead();
    }

    private Ins resolve(Ins ins) {
        Ins r = ins;
        while (replacement[r.id] != null) r = replacement[r.id];
        while (ins != r) {
            Ins next = replacement[ins.id];
            replacement[ins.id] = r;
            ins = next;
        }
        return r;
    }

    private void findTrivial() {
        List<List<Ins>> users = new ArrayList<>();
        for (int i = 0; i < graph.insCount(); i++) users.add(null);
        ArrayDeque<Ins> work = new ArrayDeque<>();
        for (Block block : graph.blocks) {
            for (int i = 0, n = block.phiCount(); i < n; i++) {
                Ins phi = block.body.get(i);
                work.add(phi);
                for (Ins in : phi.inputs) {
                    if (in.op != Op.PHI) continue;
                    if (users.get(in.id) == null) users.set(in.id, new ArrayList<>());
                    users.get(in.id).add(phi);
                }
            }
        }
        while (!work.isEmpty()) {
            Ins phi = work.poll();
            if (replacement[phi.id] != null) continue;
            Ins only = single(phi);
            if (only == null) continue;
            replacement[phi.id] = only;
            List<Ins> waiting = users.get(phi.id);
            if (waiting == null) continue;
            work.addAll(waiting);
            if (only.op == Op.PHI) {
                if (users.get(only.id) == null) users.set(only.id, new ArrayList<>());
                users.get(only.id).addAll(waiting);
            }
        }
    }

    /** The one value that the phi merges, or null. */
    private Ins single(Ins phi) {
        Ins only = null;
        for (Ins in : phi.inputs) {
            Ins value = resolve(in);
            if (value == phi || value == only) continue;
            if (only != null) return null;
            only = value;
        }
        return only;
    }

    private void dropDead() {
        boolean[] live = new boolean[graph.insCount()];
        ArrayDeque<Ins> work = new ArrayDeque<>();
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = resolve(ins.inputs[i]);
                if (ins.op != Op.PHI) mark(ins, live, work);
            }
        }
        while (!work.isEmpty()) mark(work.poll(), live, work);
        for (Block block : graph.blocks) {
            block.body.removeIf(ins -> ins.op == Op.PHI && !live[ins.id]);
        }
    }

    private static void mark(Ins user, boolean[] live, ArrayDeque<Ins> work) {
        for (Ins in : user.inputs) {
            if (in.op == Op.PHI && !live[in.id]) {
                live[in.id] = true;
                work.add(in);
            }
        }
    }
}
