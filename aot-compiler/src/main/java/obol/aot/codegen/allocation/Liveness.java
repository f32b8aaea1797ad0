package obol.aot.codegen.allocation;

import java.util.BitSet;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;

/**
 * Which values are live at the borders of blocks: backward dataflow to the least fixed point, independent of the order of the
 * blocks and of the shape of loops. A phi's input is live to the end of its predecessor, the phi itself from the start of its
 * block on, which {@link MachineBlock#liveIn} does not count. O(rounds * blocks * values / 64).
 */
public final class Liveness {
    private Liveness() {}

    public static void compute(MachineCode code) {
        int n = code.blocks.size();
        BitSet[] read = new BitSet[n];
        BitSet[] defined = new BitSet[n];
        for (MachineBlock block : code.blocks) {
            BitSet uses = new BitSet();
            BitSet defs = new BitSet();
            for (MachineBlock.Phi phi : block.phis) defs.set(phi.value().id);
            for (MachineInsn insn : block.insns) {
                for (Use use : insn.uses) {
                    if (!use.value.isConstant() && !defs.get(use.value.id)) uses.set(use.value.id);
                }
                for (Def def : insn.defs) defs.set(def.value.id);
                for (Def temp : insn.temps) defs.set(temp.value.id);
            }
            read[block.index] = uses;
            defined[block.index] = defs;
            block.liveIn = new BitSet();
            block.liveOut = new BitSet();
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = n - 1; i >= 0; i--) {
                MachineBlock block = code.blocks.get(i);
                BitSet out = new BitSet();
                for (MachineBlock succ : block.allSuccs()) {
                    out.or(succ.liveIn);
                    int pred = succ.preds.indexOf(block);
                    for (MachineBlock.Phi phi : succ.phis) {
                        Value input = phi.inputs().get(pred);
                        if (!input.isConstant()) out.set(input.id);
                    }
                }
                BitSet in = (BitSet) out.clone();
                in.andNot(defined[i]);
                in.or(read[i]);
                changed |= !in.equals(block.liveIn) || !out.equals(block.liveOut);
                block.liveIn = in;
                block.liveOut = out;
            }
        }
        BitSet undefined = code.blocks.get(0).liveIn;
        if (!undefined.isEmpty()) {
            throw new IllegalStateException("used but not defined: " + code.values.get(undefined.nextSetBit(0)) + " in " + code);
        }
    }
}
