package obol.aot.opt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Dominators;
import obol.aot.ir.Graph;

/**
 * The natural loops of a graph: those of edges whose target dominates their source, loops with the same header being one.
 * Valid until the graph's edges change; for the blocks of a loop, until an edge of this loop changes.
 */
final class Loops {
    /** One of them. */
    static final class Loop {
        final Block header;
        /** The header first, no particular order. */
        final List<Block> blocks = new ArrayList<>();
        private final BitSet inside = new BitSet();
        private boolean innermost = true;

        private Loop(Block header) {
            this.header = header;
        }

        boolean contains(Block block) {
            return inside.get(block.id);
        }

        /** No other loop is in it. */
        boolean innermost() {
            return innermost;
        }

        /** The only block outside that goes to the header; null if there are several. */
        Block before() {
            Block before = null;
            for (Block p : header.preds) {
                if (contains(p)) continue;
                if (before != null) return null;
                before = p;
            }
            return before;
        }

        private void take(Block block) {
            if (inside.get(block.id)) return;
            inside.set(block.id);
            blocks.add(block);
        }
    }

    final Dominators dominators;
    /** Headers in reverse postorder, so a loop comes before those in it. */
    final List<Loop> all = new ArrayList<>();
    private final int[] depth;

    Loops(Graph graph) {
        depth = new int[graph.blockCount()];
        dominators = new Dominators(graph);
        for (Block header : graph.blocks) {
            Loop loop = null;
            for (Block p : header.preds) {
                if (!dominators.dominates(header, p)) continue;
                if (loop == null) {
                    loop = new Loop(header);
                    loop.take(header);
                }
                loop.take(p);
            }
            if (loop == null) continue;
            for (int i = 1; i < loop.blocks.size(); i++) {
                for (Block p : loop.blocks.get(i).preds) loop.take(p);
            }
            for (Block b : loop.blocks) depth[b.id]++;
            for (Loop outer : all) if (outer.contains(header)) outer.innermost = false;
            all.add(loop);
        }
    }

    /** In how many loops the block is; 0 outside of loops. */
    int depth(Block block) {
        return block.id < depth.length ? depth[block.id] : 0;
    }
}
