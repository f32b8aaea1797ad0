package obol.aot.ir;

import java.util.ArrayList;
import java.util.List;

/** A basic block. Edges stand on both sides and are changed together, by {@link Graph}. */
public final class Block {
    /** Unique in the graph, from 0. */
    public final int id;
    /** Phis first, the end last. */
    public final List<Ins> body = new ArrayList<>();
    public final List<Block> preds = new ArrayList<>();
    /** In the order that the end says. */
    public final List<Block> succs = new ArrayList<>();
    /** Where the instruction before the end throws to; null: out of the method. */
    public Block handler;
    /** Rarely run: laid out behind everything else. */
    public boolean cold;
    /** The header of a loop that comes to a poll, or to its end, after a bounded number of rounds. */
    public boolean bounded;

    Block(int id) {
        this.id = id;
    }

    /** The instruction that ends the block, null while it is being built. */
    public Ins end() {
        Ins last = body.isEmpty() ? null : body.get(body.size() - 1);
        return last != null && last.op.ends() ? last : null;
    }

    /** The instruction that throws into the handler. */
    public Ins thrower() {
        return handler == null ? null : body.get(body.size() - 2);
    }

    public int phiCount() {
        int n = 0;
        while (n < body.size() && body.get(n).op == Op.PHI) n++;
        return n;
    }

    /** Successors, the handler last. */
    public List<Block> allSuccs() {
        if (handler == null) return succs;
        List<Block> all = new ArrayList<>(succs);
        all.add(handler);
        return all;
    }

    @Override public String toString() {
        return "b" + id;
    }
}
