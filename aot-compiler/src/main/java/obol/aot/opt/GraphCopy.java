package obol.aot.opt;

import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;

/** Copies a graph's blocks into another graph. */
final class GraphCopy {
    private final Graph target;
    private final Graph source;
    private final Block[] blocks;
    private final Ins[] copies;
    /** The new blocks, in the source's order, its entry first. */
    final List<Block> copied = new ArrayList<>();

    private GraphCopy(Graph target, Graph source) {
        this.target = target;
        this.source = source;
        this.blocks = new Block[source.blockCount()];
        this.copies = new Ins[source.insCount()];
    }

    /** A graph of the same method that shares nothing mutable. */
    static Graph of(Graph source) {
        Graph target = new Graph(source.method);
        GraphCopy copy = new GraphCopy(target, source);
        copy.blocks[source.entry.id] = target.entry;
        copy.run(null);
        return target;
    }

    /**
     * Copies into the graph of a caller; the new blocks are not connected to the others.
     *
     * @param arguments what stands for the parameters
     * @param call      the place of the call, to which positions are chained, or null
     */
    static GraphCopy inline(Graph target, Graph source, Ins[] arguments, Position call) {
        GraphCopy copy = new GraphCopy(target, source);
        for (Ins ins : source.entry.body) if (ins.op == Op.PARAM) copy.copies[ins.id] = arguments[(int) ins.bits];
        copy.run(call);
        return copy;
    }

    private void run(Position call) {
        for (Block b : source.blocks) {
            if (blocks[b.id] == null) blocks[b.id] = target.newBlock();
            blocks[b.id].cold = b.cold;
            blocks[b.id].bounded = b.bounded;
            copied.add(blocks[b.id]);
        }
        for (Block b : source.blocks) {
            for (Ins ins : b.body) copy(ins, blocks[b.id], call);
        }
        for (Block b : source.blocks) {
            Block to = blocks[b.id];
            for (Block s : b.succs) to.succs.add(blocks[s.id]);
            for (Block p : b.preds) to.preds.add(blocks[p.id]);
            if (b.handler != null) to.handler = blocks[b.handler.id];
            for (Ins ins : to.body) {
                for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = copies[ins.inputs[i].id];
            }
        }
    }

    private void copy(Ins ins, Block to, Position call) {
        if (copies[ins.id] != null) return;
        Ins copy = target.ins(ins.op, ins.type, ins.inputs.clone());
        copy.attr = ins.attr;
        copy.bits = ins.bits;
        copy.position = call == null ? ins.position : chained(ins.position, call);
        copies[ins.id] = copy;
        target.add(to, copy);
    }

    private static Position chained(Position inner, Position call) {
        if (inner == null) return null;
        return new Position(inner.method(), inner.bci(), inner.caller() == null ? call : chained(inner.caller(), call));
    }
}
