package obol.aot.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * A second copy of a loop in the same graph, with the same ways out: where both leave the loop they meet, and what the loop has
 * computed is joined there. The loop has one way in, and no block of it has a handler.
 *
 * <p>Values that are used behind the loop are found by walking back from their uses to the two loops (Braun and others, "Simple and Efficient
 * Construction of Static Single Assignment Form", 2013); phis of equal inputs are left to the {@link Canonicalizer}.
 */
final class LoopCopy {
    private final Graph graph;
    private final Loops.Loop loop;
    private final Map<Block, Block> blocks = new HashMap<>();
    private final Set<Block> copied = new HashSet<>();
    private final Map<Ins, Ins> copies = new HashMap<>();
    /** Of the value under way: what it is at the start of a block behind the loops. */
    private final Map<Block, Ins> joined = new HashMap<>();

    private LoopCopy(Graph graph, Loops.Loop loop) {
        this.graph = graph;
        this.loop = loop;
    }

    /**
     * @param before the block that goes to the copy: it ends without a jump, and without a successor
     * @return the copy's header; the copy is cold
     */
    static Block run(Graph graph, Loops.Loop loop, Block before) {
        LoopCopy copy = new LoopCopy(graph, loop);
        copy.copyBlocks();
        Block header = copy.blocks.get(loop.header);
        graph.add(before, Op.GOTO, Type.VOID);
        before.succs.add(header);
        header.preds.set(loop.header.preds.indexOf(loop.before()), before);
        copy.joinExits();
        copy.joinValues();
        return header;
    }

    private void copyBlocks() {
        for (Block b : loop.blocks) {
            Block to = graph.newBlock();
            to.cold = true;
            blocks.put(b, to);
            copied.add(to);
            for (Ins ins : b.body) {
                Ins copy = graph.ins(ins.op, ins.type, ins.inputs.clone()).attr(ins.attr).at(ins.position);
                copy.bits = ins.bits;
                copies.put(ins, copy);
                graph.add(to, copy);
            }
        }
        for (Block b : loop.blocks) {
            Block to = blocks.get(b);
            // Those outside are put right by the caller.
            for (Block s : b.succs) to.succs.add(blocks.getOrDefault(s, s));
            for (Block p : b.preds) to.preds.add(blocks.getOrDefault(p, p));
            for (Ins ins : to.body) {
                for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = copies.getOrDefault(ins.inputs[i], ins.inputs[i]);
            }
        }
    }

    private void joinExits() {
        for (Block b : loop.blocks) {
            for (int i = 0; i < b.succs.size(); i++) {
                Block exit = b.succs.get(i);
                if (loop.contains(exit)) continue;
                // Its block has several ways on, so the exit has no other way in.
                Block landing = between(b, i, exit);
                Block other = between(blocks.get(b), i, exit);
                other.cold = true;
                exit.preds.clear();
                exit.preds.add(landing);
                exit.preds.add(other);
                for (Ins phi : exit.body.subList(0, exit.phiCount())) {
                    Ins value = phi.in(0);
                    phi.inputs = new Ins[] {value, copies.getOrDefault(value, value)};
                }
            }
        }
    }

    private Block between(Block from, int successor, Block to) {
        Block block = graph.newBlock();
        block.cold = to.cold;
        block.preds.add(from);
        from.succs.set(successor, block);
        graph.add(block, Op.GOTO, Type.VOID);
        block.succs.add(to);
        return block;
    }

    private void joinValues() {
        record Use(Ins user, int input) {}
        Map<Ins, List<Use>> uses = new HashMap<>();
        List<Ins> order = new ArrayList<>();
        for (Block b : graph.blocks) {
            if (loop.contains(b) || copied.contains(b)) continue;
            for (Ins user : b.body) {
                for (int i = 0; i < user.inputs.length; i++) {
                    Ins value = user.in(i);
                    if (!copies.containsKey(value)) continue;
                    if (!uses.containsKey(value)) order.add(value);
                    uses.computeIfAbsent(value, k -> new ArrayList<>()).add(new Use(user, i));
                }
            }
        }
        for (Ins value : order) {
            joined.clear();
            for (Use use : uses.get(value)) {
                Block at = use.user.op == Op.PHI ? use.user.block.preds.get(use.input) : null;
                use.user.inputs[use.input] = at != null ? atEnd(at, value) : atStart(use.user.block, value);
            }
        }
    }

    private Ins atEnd(Block block, Ins value) {
        if (loop.contains(block)) return value;
        return copied.contains(block) ? copies.get(value) : atStart(block, value);
    }

    private Ins atStart(Block block, Ins value) {
        Ins known = joined.get(block);
        if (known != null) return known;
        if (block.preds.size() == 1) {
            Ins found = atEnd(block.preds.get(0), value);
            joined.put(block, found);
            return found;
        }
        Ins phi = graph.ins(Op.PHI, value.type, new Ins[block.preds.size()]);
        phi.block = block;
        block.body.add(0, phi);
        joined.put(block, phi);
        for (int i = 0; i < phi.inputs.length; i++) phi.inputs[i] = atEnd(block.preds.get(i), value);
        return phi;
    }
}
