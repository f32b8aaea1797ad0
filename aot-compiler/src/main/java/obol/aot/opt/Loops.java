package obol.aot.opt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Dominators;
import obol.aot.ir.Graph;

/**
 * How deeply blocks are nested in natural loops: those of edges whose target dominates their source, loops with the same header
 * being one. Valid until the graph's edges change.
 */
final class Loops {
    private final int[] depth;

    Loops(Graph graph) {
        depth = new int[graph.blockCount()];
        Dominators dominators = new Dominators(graph);
        for (Block header : graph.blocks) {
            List<Block> work = new ArrayList<>();
            for (Block p : header.preds) if (dominators.dominates(header, p)) work.add(p);
            if (work.isEmpty()) continue;
            BitSet inside = new BitSet();
            inside.set(header.id);
            while (!work.isEmpty()) {
                Block b = work.remove(work.size() - 1);
                if (inside.get(b.id)) continue;
                inside.set(b.id);
                work.addAll(b.preds);
            }
            for (int i = inside.nextSetBit(0); i >= 0; i = inside.nextSetBit(i + 1)) depth[i]++;
        }
    }

    /** 0 outside of loops. */
    int depth(Block block) {
        return block.id < depth.length ? depth[block.id] : 0;
    }
}
