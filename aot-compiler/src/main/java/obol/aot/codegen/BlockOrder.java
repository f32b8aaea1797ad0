package obol.aot.codegen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Op;

/**
 * The order of the blocks in memory: the entry first, loops contiguous, a block near its predecessors, rarely run blocks
 * behind all others.
 *
 * <p>In: a graph in reverse postorder without unreachable blocks. Out: every block once, with the number of loops around it.
 * Loops are the natural ones of the retreating edges of a depth-first search; an irreducible one is not seen as a loop. A
 * block is cold when it is marked so, throws out of the method in the end, or can be reached only over cold ones. Among
 * the blocks whose (hot) forward predecessors are placed the deepest goes first, then the one that became ready last; this
 * keeps loops together (as C1's linear scan order does). At last loops that test at the top are turned to test at the bottom.
 * O(blocks * loop depth + edges * log blocks).
 */
final class BlockOrder {
    final List<Block> order = new ArrayList<>();
    private final int[] depth;
    private final int[] rpo;
    private final boolean[] cold;
    private final List<List<Block>> forwardSuccs = new ArrayList<>();
    private final int[] waitsFor;

    private final List<Loop> loops = new ArrayList<>();

    private record Loop(Block header, BitSet blocks) {}

    private record Ready(Block block, int depth, boolean cold, int sequence) {}

    BlockOrder(Graph graph) {
        int bound = graph.blockCount();
        depth = new int[bound];
        rpo = new int[bound];
        cold = new boolean[bound];
        waitsFor = new int[bound];
        for (int i = 0; i < bound; i++) forwardSuccs.add(new ArrayList<>());
        List<Block> blocks = graph.blocks;
        for (int i = 0; i < blocks.size(); i++) rpo[blocks.get(i).id] = i;
        findLoops(blocks);
        findCold(blocks);
        place(graph);
        // Inner loops' headers come later in reverse postorder.
        for (int i = loops.size() - 1; i >= 0; i--) rotate(loops.get(i));
    }

    /** How many loops are around the block; 0 for cold ones, as they hardly run. */
    int loopDepth(Block block) {
        return cold[block.id] ? 0 : depth[block.id];
    }

    /** In reverse postorder an edge retreats exactly when its target does not come later. */
    private boolean retreats(Block from, Block to) {
        return rpo[to.id] <= rpo[from.id];
    }

    private void findLoops(List<Block> blocks) {
        for (Block header : blocks) {
            BitSet loop = null;
            List<Block> work = new ArrayList<>();
            for (Block pred : header.preds) {
                // Where a loop goes round by a cold block, say to poll, that block is not among it.
                if (!retreats(pred, header) || pred.cold && !header.cold) continue;
                if (loop == null) {
                    loop = new BitSet();
                    loop.set(header.id);
                }
                if (!loop.get(pred.id)) {
                    loop.set(pred.id);
                    work.add(pred);
                }
            }
            if (loop == null) continue;
            boolean irreducible = false;
            while (!work.isEmpty()) {
                Block block = work.remove(work.size() - 1);
                if (rpo[block.id] < rpo[header.id]) irreducible = true;
                for (Block pred : block.preds) {
                    if (loop.get(pred.id)) continue;
                    loop.set(pred.id);
                    work.add(pred);
                }
            }
            if (irreducible) continue;
            loop.stream().forEach(id -> depth[id]++);
            loops.add(new Loop(header, loop));
        }
    }

    private void findCold(List<Block> blocks) {
        for (int i = blocks.size() - 1; i > 0; i--) {
            Block block = blocks.get(i);
            cold[block.id] = block.cold || block.end().op == Op.UNREACHABLE || isHandler(block)
                || !block.succs.isEmpty() && block.succs.stream().allMatch(s -> cold[s.id]);
        }
        for (int i = 1; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.preds.stream().filter(p -> !retreats(p, block)).allMatch(p -> cold[p.id])) cold[block.id] = true;
        }
    }

    private static boolean isHandler(Block block) {
        return block.preds.size() == 1 && block.preds.get(0).handler == block;
    }

    private void place(Graph graph) {
        for (Block block : graph.blocks) {
            for (Block succ : block.allSuccs()) {
                if (retreats(block, succ) || cold[block.id] && !cold[succ.id]) continue;
                forwardSuccs.get(block.id).add(succ);
                waitsFor[succ.id]++;
            }
        }
        PriorityQueue<Ready> ready = new PriorityQueue<>(Comparator.comparing(Ready::cold)
            .thenComparing(Comparator.comparingInt(Ready::depth).reversed())
            .thenComparing(Comparator.comparingInt(Ready::sequence).reversed()));
        int sequence = 0;
        ready.add(new Ready(graph.entry, depth[graph.entry.id], false, sequence++));
        while (!ready.isEmpty()) {
            Block block = ready.poll().block;
            order.add(block);
            List<Block> succs = forwardSuccs.get(block.id);
            for (int i = succs.size() - 1; i >= 0; i--) {
                Block succ = succs.get(i);
                if (--waitsFor[succ.id] == 0) ready.add(new Ready(succ, depth[succ.id], cold[succ.id], sequence++));
            }
        }
        if (order.size() != graph.blocks.size()) throw new IllegalStateException("blocks left out of the order of " + graph.method);
    }

    /**
     * Puts a header that ends in the loop's exit behind the block that jumps back to it, so that a round of the loop takes one
     * jump and not two.
     */
    private void rotate(Loop loop) {
        Block header = loop.header;
        if (header == order.get(0) || header.end().op != Op.IF) return;
        long exits = header.succs.stream().filter(s -> !loop.blocks.get(s.id)).count();
        if (exits != 1) return;
        int first = order.indexOf(header);
        int last = first;
        while (last + 1 < order.size() && loop.blocks.get(order.get(last + 1).id) && !cold[order.get(last + 1).id]) last++;
        Block latch = order.get(last);
        if (last == first || latch.end().op != Op.GOTO || latch.succs.get(0) != header) return;
        order.remove(first);
        order.add(last, header);
    }
}
