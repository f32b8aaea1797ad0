package obol.aot.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the invariants of the package and the types of each operation ({@link OpTypes}). For tests, and between passes in
 * builds that check themselves. Linear but for the dominator tree.
 */
public final class GraphChecker {
    private final Graph graph;
    /** The level of the first operation that is not of both. */
    private Op.Level level;
    private final List<String> faults = new ArrayList<>();
    /** By id: index in the block, or -1. */
    private final int[] index;
    private final Map<Integer, BitSet> afterThrow = new HashMap<>();

    private GraphChecker(Graph graph) {
        this.graph = graph;
        this.index = new int[graph.insCount()];
    }

    /**
     * Checks a graph of either level; it must not have operations of both.
     *
     * @param after the pass that left the graph, for the message
     * @throws IllegalStateException with all faults and the graph's text
     */
    public static void check(Graph graph, String after) {
        GraphChecker checker = new GraphChecker(graph);
        checker.run();
        if (!checker.faults.isEmpty()) {
            throw new IllegalStateException("after " + after + ":\n" + String.join("\n", checker.faults) + "\n" + graph);
        }
    }

    private void fault(Block block, Ins ins, String text) {
        faults.add(block + ": " + (ins == null ? "" : ins + ": ") + text);
    }

    private void run() {
        if (!graph.entry.preds.isEmpty()) fault(graph.entry, null, "the entry has predecessors");
        java.util.Arrays.fill(index, -1);
        for (Block block : graph.blocks) structure(block);
        if (!faults.isEmpty()) return;
        for (Block block : graph.blocks) {
            edges(block);
            handler(block);
        }
        reachable();
        if (!faults.isEmpty()) return;
        Dominators dominators = new Dominators(graph);
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                inputs(dominators, ins);
                if (faults.isEmpty()) {
                    String wrong = OpTypes.check(graph.method, ins);
                    if (!wrong.isEmpty()) fault(block, ins, wrong);
                }
            }
        }
    }

    private void structure(Block block) {
        if (block.end() == null) fault(block, null, "has no end");
        boolean phis = true;
        for (int i = 0; i < block.body.size(); i++) {
            Ins ins = block.body.get(i);
            if (ins.block != block) fault(block, ins, "says it stands in " + ins.block);
            if (index[ins.id] >= 0) fault(block, ins, "stands at two places");
            index[ins.id] = i;
            if (ins.op.ends() && i < block.body.size() - 1) fault(block, ins, "ends the block too early");
            if (ins.op == Op.PHI && !phis) fault(block, ins, "is not at the start");
            if (ins.op != Op.PHI) phis = false;
            else if (ins.inputs.length != block.preds.size()) fault(block, ins, "has not one input for each predecessor");
            if (ins.op == Op.PARAM && block != graph.entry) fault(block, ins, "is not in the entry");
            if (ins.op.level != Op.Level.BOTH) {
                if (level == null) level = ins.op.level;
                if (ins.op.level != level) fault(block, ins, "is not of level " + level);
            }
            if (ins.position == null && (ins.op.mayThrow() || ins.op.safepoint())) fault(block, ins, "has no position");
            if (ins.op == Op.THROW || ins.op == Op.LINKAGE_ERROR) {
                if (i + 2 != block.body.size() || block.body.get(i + 1).op != Op.UNREACHABLE) fault(block, ins, "is not followed by UNREACHABLE");
            }
        }
    }

    private void edges(Block block) {
        Ins end = block.end();
        int wanted = switch (end.op) {
            case GOTO -> 1;
            case IF -> 2;
            case SWITCH -> ((int[]) end.attr).length + 1;
            default -> 0;
        };
        if (block.succs.size() != wanted) fault(block, end, "has " + block.succs.size() + " successors");
        for (Block s : block.succs) {
            if (block.succs.size() > 1 && s.preds.size() != 1) fault(block, end, "has a critical edge to " + s);
            if (s.body.get(0).op == Op.CATCH) fault(block, end, "goes to the handler block " + s);
        }
        for (Block s : block.allSuccs()) {
            if (Collections.frequency(s.preds, block) != Collections.frequency(block.allSuccs(), s)) fault(block, end, "edge to " + s + " is not there on both sides");
        }
        for (Block p : block.preds) {
            if (!p.allSuccs().contains(block)) fault(block, null, "predecessor " + p + " does not go here");
        }
    }

    private void handler(Block block) {
        boolean catches = false;
        for (Ins ins : block.body) {
            if (ins.op != Op.CATCH) continue;
            catches = true;
            if (index[ins.id] != 0) fault(block, ins, "is not first");
        }
        if (catches && (block.preds.size() != 1 || block.preds.get(0).handler != block)) fault(block, null, "is a handler block of " + block.preds);
        if (block.handler == null) return;
        if (block.handler.body.get(0).op != Op.CATCH) fault(block, null, "its handler does not begin with CATCH");
        if (block.body.size() < 2 || !block.thrower().mayThrow()) fault(block, null, "has a handler and no thrower");
        for (Ins ins : block.body) {
            if (ins.mayThrow() && index[ins.id] != block.body.size() - 2) fault(block, ins, "throws, but not into the handler");
        }
    }

    private void reachable() {
        boolean[] seen = new boolean[graph.blockCount()];
        List<Block> work = new ArrayList<>(List.of(graph.entry));
        seen[graph.entry.id] = true;
        while (!work.isEmpty()) {
            for (Block s : work.remove(work.size() - 1).allSuccs()) {
                if (seen[s.id]) continue;
                seen[s.id] = true;
                work.add(s);
            }
        }
        for (Block block : graph.blocks) {
            if (!seen[block.id]) fault(block, null, "cannot be reached");
            seen[block.id] = false;
        }
        for (boolean b : seen) if (b) faults.add("a reachable block is not listed");
    }

    private void inputs(Dominators dominators, Ins ins) {
        for (int i = 0; i < ins.inputs.length; i++) {
            Ins in = ins.inputs[i];
            if (in == null || in.id >= index.length || index[in.id] < 0 || in.block.body.get(index[in.id]) != in) {
                fault(ins.block, ins, "input " + i + " stands nowhere");
                continue;
            }
            boolean phi = ins.op == Op.PHI;
            Block user = phi ? ins.block.preds.get(i) : ins.block;
            boolean available = in.block == user ? phi || index[in.id] < index[ins.id] : dominators.dominates(in.block, user);
            // The value of an instruction that throws into a handler is there on the other way only.
            if (in.block.handler != null && in == in.block.thrower() && user != in.block) available &= !afterThrow(in.block).get(user.id);
            if (phi && in.block == user && user.handler == ins.block && in == user.thrower()) available = false;
            if (!available) fault(ins.block, ins, "input v" + in.id + " does not dominate it");
        }
    }

    /** The blocks that can be reached from a block's handler without going through the block again. */
    private BitSet afterThrow(Block block) {
        BitSet known = afterThrow.get(block.id);
        if (known != null) return known;
        BitSet seen = new BitSet();
        List<Block> work = new ArrayList<>(List.of(block.handler));
        seen.set(block.handler.id);
        while (!work.isEmpty()) {
            for (Block s : work.remove(work.size() - 1).allSuccs()) {
                if (s == block || seen.get(s.id)) continue;
                seen.set(s.id);
                work.add(s);
            }
        }
        afterThrow.put(block.id, seen);
        return seen;
    }
}
