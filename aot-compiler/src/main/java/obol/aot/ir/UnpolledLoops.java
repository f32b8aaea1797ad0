package obol.aot.ir;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Whether a method can run for ever, or long, without coming to a poll: whether its control flow has a cycle through blocks without
 * {@link Op#POLL}, {@link Block#bounded} headers left out. A call counts as no poll, since a leaf has none at its entry. Code inlined from methods that must not poll is left
 * out: its loops are the nucleus's, over its own short lists. Kahn's topological sort of the blocks that count; linear.
 */
public final class UnpolledLoops {
    private UnpolledLoops() {}

    /** A block of such a cycle, or null if there is none. */
    public static Block find(Graph graph) {
        BitSet open = new BitSet();
        for (Block block : graph.blocks) if (counts(block)) open.set(block.id);
        int[] waits = new int[graph.blockCount()];
        Deque<Block> free = new ArrayDeque<>();
        for (Block block : graph.blocks) {
            if (!open.get(block.id)) continue;
            for (Block p : block.preds) if (open.get(p.id)) waits[block.id]++;
            if (waits[block.id] == 0) free.add(block);
        }
        while (!free.isEmpty()) {
            Block block = free.remove();
            open.clear(block.id);
            for (Block next : block.allSuccs()) if (open.get(next.id) && --waits[next.id] == 0) free.add(next);
        }
        for (Block block : graph.blocks) if (open.get(block.id)) return block;
        return null;
    }

    private static boolean counts(Block block) {
        return !block.bounded && block.body.stream().noneMatch(i -> i.op == Op.POLL || i.position != null && i.position.method().noAllocation);
    }
}
