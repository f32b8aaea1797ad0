package obol.aot.codegen.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Block;

/** A block of machine instructions. */
public final class MachineBlock {
    public final Block block;
    public final int loopDepth;
    /** Index in {@link MachineCode#blocks}, which is the order in memory. */
    public final int index;
    public final List<MachineBlock> preds = new ArrayList<>();
    /** As the end says, without the handler. */
    public final List<MachineBlock> succs = new ArrayList<>();
    public MachineBlock handler;
    public boolean isHandler;
    public final List<Phi> phis = new ArrayList<>();
    public List<MachineInsn> insns = List.of();

    /** First position, and the one behind the last. */
    public int from;
    public int to;
    /** Ids of the values live at the start (without phis) and at the end (with what successors' phis read). */
    public BitSet liveIn;
    public BitSet liveOut;

    /** One input for each predecessor; constants are possible. */
    public record Phi(Value value, List<Value> inputs) {
        @Override public String toString() {
            return value + " = phi" + inputs;
        }
    }

    public MachineBlock(Block block, int index, int loopDepth) {
        this.block = block;
        this.index = index;
        this.loopDepth = loopDepth;
    }

    public MachineInsn first() {
        return insns.get(0);
    }

    public MachineInsn last() {
        return insns.get(insns.size() - 1);
    }

    /** Successors, the handler last. */
    public List<MachineBlock> allSuccs() {
        if (handler == null) return succs;
        List<MachineBlock> all = new ArrayList<>(succs);
        all.add(handler);
        return all;
    }

    @Override public String toString() {
        return block.toString();
    }
}
