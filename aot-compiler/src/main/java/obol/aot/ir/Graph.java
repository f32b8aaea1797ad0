package obol.aot.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.world.JMethod;

/** The code of one method. */
public final class Graph {
    public final JMethod method;
    public final Block entry;
    /** All blocks, the entry first; after {@link #order()} in reverse postorder and only the reachable ones. */
    public final List<Block> blocks = new ArrayList<>();
    /** Whether the method looks at its thread's guard word when it is entered, if it may call anything. */
    public boolean polled = true;
    private int nextIns;
    private int nextBlock;

    public Graph(JMethod method) {
        this.method = method;
        this.entry = newBlock();
    }

    public Block newBlock() {
        Block block = new Block(nextBlock++);
        blocks.add(block);
        return block;
    }

    /** Bound of the ids of instructions. */
    public int insCount() {
        return nextIns;
    }

    /** Bound of the ids of blocks. */
    public int blockCount() {
        return nextBlock;
    }

    /** A new instruction that stands in no block yet. */
    public Ins ins(Op op, Type type, Ins... inputs) {
        return new Ins(nextIns++, op, type, inputs);
    }

    public Ins constant(Type type, long bits) {
        Ins c = ins(Op.CONST, type);
        c.bits = bits;
        return c;
    }

    /** Appends to a block. */
    public Ins add(Block block, Ins ins) {
        ins.block = block;
        block.body.add(ins);
        return ins;
    }

    public Ins add(Block block, Op op, Type type, Ins... inputs) {
        return add(block, ins(op, type, inputs));
    }

    public void edge(Block from, Block to) {
        from.succs.add(to);
        to.preds.add(from);
    }

    public void handlerEdge(Block from, Block to) {
        from.handler = to;
        to.preds.add(from);
    }

    /** Removes predecessor {@code index} of a block, with the phis' inputs. */
    public static void removePred(Block block, int index) {
        block.preds.remove(index);
        for (int i = 0, n = block.phiCount(); i < n; i++) {
            Ins phi = block.body.get(i);
            Ins[] inputs = new Ins[phi.inputs.length - 1];
            System.arraycopy(phi.inputs, 0, inputs, 0, index);
            System.arraycopy(phi.inputs, index + 1, inputs, index, inputs.length - index);
            phi.inputs = inputs;
        }
    }

    /**
     * Brings {@link #blocks} into reverse postorder, dropping blocks that cannot be reached, and their edges. The first
     * successor of a block comes nearer to it than the others.
     */
    public void order() {
        BitSet seen = new BitSet(nextBlock);
        List<Block> postorder = new ArrayList<>(blocks.size());
        List<Block> path = new ArrayList<>();
        List<List<Block>> waiting = new ArrayList<>();
        seen.set(entry.id);
        path.add(entry);
        waiting.add(new ArrayList<>(entry.allSuccs()));
        while (!path.isEmpty()) {
            List<Block> todo = waiting.get(waiting.size() - 1);
            if (todo.isEmpty()) {
                waiting.remove(waiting.size() - 1);
                postorder.add(path.remove(path.size() - 1));
                continue;
            }
            Block next = todo.remove(todo.size() - 1);
            if (seen.get(next.id)) continue;
            seen.set(next.id);
            path.add(next);
            waiting.add(new ArrayList<>(next.allSuccs()));
        }
        blocks.clear();
        for (int i = postorder.size() - 1; i >= 0; i--) blocks.add(postorder.get(i));
        for (Block block : blocks) {
            for (int i = block.preds.size() - 1; i >= 0; i--) {
                if (!seen.get(block.preds.get(i).id)) removePred(block, i);
            }
        }
    }

    /** The graph as text, for dumps and messages. */
    @Override public String toString() {
        StringBuilder s = new StringBuilder(String.valueOf(method)).append('\n');
        for (Block block : blocks) {
            s.append(block).append(':').append(block.cold ? " cold" : "").append(" <- ").append(block.preds).append('\n');
            for (Ins ins : block.body) {
                s.append("    ").append(ins);
                if (ins.op.ends() && !block.succs.isEmpty()) s.append(" -> ").append(block.succs);
                if (ins == block.end() && block.handler != null) s.append(" handler ").append(block.handler);
                s.append('\n');
            }
        }
        return s.toString();
    }
}
