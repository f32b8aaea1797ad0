package obol.aot.codegen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Block;

/** A block of machine instructions. */
final class MachineBlock {
    final Block block;
    final int loopDepth;
    /** Index in {@link MachineCode#blocks}, which is the order in memory. */
    final int index;
    final List<MachineBlock> preds = new ArrayList<>();
    /** As the end says, without the handler. */
    final List<MachineBlock> succs = new ArrayList<>();
    MachineBlock handler;
    boolean isHandler;
    final List<Phi> phis = new ArrayList<>();
    List<MachineInsn> insns = List.of();

    /** First position, and the one behind the last. */
    int from;
    int to;
    /** Ids of the values live at the start (without phis) and at the end (with what successors' phis read). */
    BitSet liveIn;
    BitSet liveOut;

    /** One input for each predecessor; constants are possible. */
    record Phi(Value value, List<Value> inputs) {
        @Override public String toString() {
            return value + " = phi" + inputs;
        }
    }

    MachineBlock(Block block, int index, int loopDepth) {
        this.block = block;
        this.index = index;
        this.loopDepth = loopDepth;
    }

    MachineInsn first() {
        return insns.get(0);
    }

    MachineInsn last() {
        return insns.get(insns.size() - 1);
    }

    /** Successors, the handler last. */
    List<MachineBlock> allSuccs() {
        if (handler == null) return succs;
        List<MachineBlock> all = new ArrayList<>(succs);
        all.add(handler);
        return all;
    }

    @Override public String toString() {
        return block.toString();
    }
}
