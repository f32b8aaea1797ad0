package obol.aot.codegen.allocation;

import java.util.BitSet;
import java.util.List;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;

/**
 * Writes the allocator's result into the machine code: the locations of operands, the moves in gaps and along edges, and the
 * references that each safepoint knows of. After it only locations matter, values no more (but to {@link AllocationChecker}).
 */
public final class Assignment {
    private final MachineCode code;
    private final Intervals intervals;

    public Assignment(MachineCode code, Intervals intervals) {
        this.code = code;
        this.intervals = intervals;
    }

    public void apply() {
        for (MachineBlock block : code.blocks) {
            for (MachineInsn insn : block.insns) operands(insn);
            for (MachineBlock.Phi phi : block.phis) storeDefinition(block.first(), phi.value(), registerAt(phi.value(), block.from));
        }
        for (Value value : code.values) {
            if (intervals.of(value) != null) splits(value);
        }
        for (MachineBlock block : code.blocks) {
            for (MachineBlock succ : block.succs) edge(block, succ);
            safepoints(block);
        }
    }

    private static ParallelMove before(MachineInsn insn) {
        if (insn.before == ParallelMove.NONE) insn.before = new ParallelMove();
        return insn.before;
    }

    private static ParallelMove behind(MachineInsn insn) {
        if (insn.after == ParallelMove.NONE) insn.after = new ParallelMove();
        return insn.after;
    }

    private void operands(MachineInsn insn) {
        for (Def def : insn.defs) define(insn, def);
        for (Def temp : insn.temps) temp.location = intervals.of(temp.value).register;
        for (Use use : insn.uses) {
            switch (use.kind) {
                case REGISTER, ANY -> {
                    if (!use.value.isConstant()) use.location = intervals.locationAt(use.value, insn.at + MachineCode.READ);
                }
                case FIXED -> copy(insn, use, use.fixed);
                case TIED -> copy(insn, use, insn.def().location);
            }
        }
    }

    private void copy(MachineInsn insn, Use use, int to) {
        use.location = to;
        if (use.value.isConstant()) before(insn).add(use.value, to);
        else before(insn).add(use.value.type, intervals.locationAt(use.value, insn.at - 1), to);
    }

    private void define(MachineInsn insn, Def def) {
        Value value = def.value;
        if (def.fixed == Location.NONE) {
            int written = def.tied != null ? insn.at : insn.at + (def.early ? MachineCode.READ : MachineCode.WRITE);
            def.location = registerAt(value, written);
            storeDefinition(insn, value, def.location);
            return;
        }
        def.location = def.fixed;
        if (intervals.of(value) == null) return;
        int home = registerAt(value, insn.at + MachineCode.BEHIND);
        if (home != Location.NONE) behind(insn).add(value.type, def.fixed, home);
        if (value.slot != Location.NONE) behind(insn).add(value.type, def.fixed, value.slot);
    }

    private int registerAt(Value value, int position) {
        return intervals.at(value, position).register;
    }

    /** A value defined in a register goes to its slot at once, if it has one. */
    private static void storeDefinition(MachineInsn insn, Value value, int register) {
        if (register != Location.NONE && value.slot != Location.NONE) behind(insn).add(value.type, register, value.slot);
    }

    /** Moves where a value changes its place inside a block. */
    private void splits(Value value) {
        for (Interval piece = intervals.of(value); piece.next != null; piece = piece.next) {
            Interval next = piece.next;
            int at = next.start();
            if (piece.end() != at || next.register == Location.NONE) continue;
            MachineBlock block = blockAt(at);
            MachineInsn insn = block.insns.get((at - block.from) / MachineCode.STEP);
            // These gaps belong to the edges.
            if (insn == block.first() || insn == block.last() && block.succs.size() == 1) continue;
            before(insn).add(value.type, piece.register != Location.NONE ? piece.register : value.slot, next.register);
        }
    }

    private MachineBlock blockAt(int position) {
        int low = 0;
        int high = code.blocks.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (code.blocks.get(middle).from <= position) low = middle;
            else high = middle - 1;
        }
        return code.blocks.get(low);
    }

    private void edge(MachineBlock pred, MachineBlock succ) {
        boolean atEnd = pred.succs.size() == 1;
        MachineInsn gap = atEnd ? pred.last() : succ.first();
        int leaves = (atEnd ? pred.last().at : pred.to) - 1;
        if (pred.succs.size() > 1 && succ.preds.size() > 1) throw new IllegalStateException("critical edge " + pred + " to " + succ + " in " + code);
        BitSet live = succ.liveIn;
        for (int id = live.nextSetBit(0); id >= 0; id = live.nextSetBit(id + 1)) {
            Value value = code.values.get(id);
            int to = intervals.at(value, succ.from).register;
            if (to != Location.NONE) before(gap).add(value.type, intervals.locationAt(value, leaves), to);
        }
        int index = succ.preds.indexOf(pred);
        for (MachineBlock.Phi phi : succ.phis) {
            int to = intervals.locationAt(phi.value(), succ.from);
            Value input = phi.inputs().get(index);
            if (input.isConstant()) before(gap).add(input, to);
            else before(gap).add(input.type, intervals.locationAt(input, leaves), to);
        }
    }

    /** Walks back over the block with the set of live values. */
    private void safepoints(MachineBlock block) {
        BitSet live = (BitSet) block.liveOut.clone();
        List<MachineInsn> insns = block.insns;
        for (int i = insns.size() - 1; i >= 0; i--) {
            MachineInsn insn = insns.get(i);
            for (Def def : insn.defs) live.clear(def.value.id);
            if (insn.isSafepoint()) {
                insn.referenceSlots = new BitSet();
                for (int id = live.nextSetBit(0); id >= 0; id = live.nextSetBit(id + 1)) {
                    Value value = code.values.get(id);
                    if (!value.isReference()) continue;
                    if (value.slot != Location.NONE) insn.referenceSlots.set(Location.slotIndex(value.slot));
                    int register = intervals.at(value, insn.at + MachineCode.WRITE).register;
                    if (register != Location.NONE) insn.referenceRegisters |= 1 << register;
                }
            }
            for (Use use : insn.uses) if (!use.value.isConstant()) live.set(use.value.id);
        }
    }
}
