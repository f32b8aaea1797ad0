package obol.aot.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * The dominator tree of a graph whose blocks are in reverse postorder ({@link Graph#order}); valid until its edges change.
 * Algorithm: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm", 2001. Almost linear in practice.
 */
public final class Dominators {
    private final int[] order;
    private final Block[] idom;
    private final List<List<Block>> children = new ArrayList<>();
    /** Intervals of the tree's preorder numbers: b is below a exactly if its number is in a's interval. */
    private final int[] first;
    private final int[] last;

    public Dominators(Graph graph) {
        int n = graph.blockCount();
        order = new int[n];
        idom = new Block[n];
        first = new int[n];
        last = new int[n];
        for (int i = 0; i < n; i++) children.add(new ArrayList<>());
        for (int i = 0; i < graph.blocks.size(); i++) order[graph.blocks.get(i).id] = i;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks) {
                if (block == graph.entry) continue;
                Block dominator = null;
                for (Block pred : block.preds) {
                    if (pred != graph.entry && idom[pred.id] == null) continue;
                    dominator = dominator == null ? pred : common(dominator, pred, graph.entry);
                }
                if (idom[block.id] != dominator) {
                    idom[block.id] = dominator;
                    changed = true;
                }
            }
        }
        for (Block block : graph.blocks) {
            if (block != graph.entry) children.get(idom[block.id].id).add(block);
        }
        number(graph.entry);
    }

    private Block common(Block a, Block b, Block entry) {
        while (a != b) {
            if (order[a.id] > order[b.id]) a = idom[a.id];
            else b = idom[b.id];
        }
        return a;
    }

    private void number(Block entry) {
        int next = 0;
        List<Block> path = new ArrayList<>();
        int[] child = new int[children.size()];
        path.add(entry);
        first[entry.id] = next++;
        while (!path.isEmpty()) {
            Block block = path.get(path.size() - 1);
            List<Block> below = children.get(block.id);
            if (child[block.id] < below.size()) {
                Block c = below.get(child[block.id]++);
                first[c.id] = next++;
                path.add(c);
            } else {
                last[block.id] = next;
                path.remove(path.size() - 1);
            }
        }
    }

    /** The immediate dominator; null for the entry. */
    public Block idom(Block block) {
        return idom[block.id];
    }

    /** The blocks whose immediate dominator this is, in reverse postorder. */
    public List<Block> children(Block block) {
        return children.get(block.id);
    }

    /** Whether every path to {@code b} goes through {@code a}; a block dominates itself. */
    public boolean dominates(Block a, Block b) {
        return first[a.id] <= first[b.id] && first[b.id] < last[a.id];
    }
}
