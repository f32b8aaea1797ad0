package obol.aot.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;

/**
 * A place in a block where instructions are put in, with what stood behind it kept aside. Splitting the block there keeps
 * all invariants: the new block takes the rest, the edges and the handler.
 */
final class Cursor {
    final Graph graph;
    Block block;
    /** The position that new instructions get. */
    Position position;
    private final ArrayDeque<Block> waiting;
    private List<Ins> rest;
    private int next;

    Cursor(Graph graph) {
        this.graph = graph;
        this.waiting = new ArrayDeque<>(graph.blocks);
    }

    /** Begins the next of the graph's original blocks; false: there is none left. Its instructions come one by one from {@link #take}. */
    boolean start() {
        Block start = waiting.poll();
        if (start == null) return false;
        block = start;
        rest = new ArrayList<>(start.body);
        next = 0;
        start.body.clear();
        return true;
    }

    boolean hasNext() {
        return next < rest.size();
    }

    Ins take() {
        return rest.get(next++);
    }

    /** Puts an instruction in. */
    Ins put(Ins ins) {
        if (ins.position == null) ins.position = position;
        return graph.add(block, ins);
    }

    Ins put(Op op, Type type, Ins... inputs) {
        return put(graph.ins(op, type, inputs));
    }

    Ins constant(Type type, long bits) {
        return put(graph.constant(type, bits));
    }

    /**
     * Goes on in a new block, which takes over the edges and the handler of this one; the old one has no end yet.
     * Returns the old block.
     */
    Block split() {
        Block old = block;
        Block fresh = graph.newBlock();
        fresh.cold = old.cold;
        for (Block s : old.succs) {
            s.preds.set(s.preds.indexOf(old), fresh);
            fresh.succs.add(s);
        }
        old.succs.clear();
        if (old.handler != null) {
            old.handler.preds.set(0, fresh);
            fresh.handler = old.handler;
            old.handler = null;
        }
        block = fresh;
        return old;
    }

    /** The thrower of this block turned out not to throw. */
    void dropHandler() {
        if (block.handler == null) return;
        block.handler.preds.clear();
        block.handler = null;
    }

    /** Ends {@code from} with a jump to {@code to}. */
    void jump(Block from, Block to) {
        Ins end = graph.add(from, Op.GOTO, Type.VOID);
        end.position = position;
        graph.edge(from, to);
    }

    /**
     * Called right after a thrower was put in that is not the block's last one: if the block has a handler, closes the
     * block behind it, with a handler block of its own that joins the other one's.
     */
    void throwerDone() {
        Block handler = block.handler;
        if (handler == null) return;
        Block old = split();
        jump(old, block);
        Block body = graph.newBlock();
        body.cold = true;
        body.body.addAll(handler.body.subList(1, handler.body.size()));
        for (Ins ins : body.body) ins.block = body;
        Ins caught = handler.body.get(0);
        handler.body.subList(1, handler.body.size()).clear();
        for (Block s : handler.succs) {
            s.preds.set(s.preds.indexOf(handler), body);
            body.succs.add(s);
        }
        handler.succs.clear();
        if (handler.handler != null) {
            handler.handler.preds.set(0, body);
            body.handler = handler.handler;
            handler.handler = null;
        }
        if (waiting.contains(handler)) waiting.add(body);
        Block other = graph.newBlock();
        other.cold = true;
        graph.handlerEdge(old, other);
        Ins otherCaught = graph.add(other, Op.CATCH, Type.REF);
        otherCaught.position = caught.position;
        jump(handler, body);
        jump(other, body);
        Ins phi = graph.ins(Op.PHI, Type.REF, caught, otherCaught);
        phi.block = body;
        for (Block b : graph.blocks) {
            if (b == handler || b == other) continue;
            for (Ins ins : b.body) replaceInput(ins, caught, phi);
        }
        for (int i = next; i < rest.size(); i++) replaceInput(rest.get(i), caught, phi);
        phi.inputs[0] = caught;
        body.body.add(0, phi);
    }

    private static void replaceInput(Ins ins, Ins from, Ins to) {
        if (ins == to) return;
        for (int i = 0; i < ins.inputs.length; i++) if (ins.inputs[i] == from) ins.inputs[i] = to;
    }
}
