package obol.aot.codegen.allocation;

import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;

/**
 * Builds the intervals of all values, and those of the registers that instructions demand, in one backward walk
 * (Wimmer, Franz: Linear Scan Register Allocation on SSA Form, CGO 2010) over live sets from {@link Liveness}.
 * Positions are those of {@link MachineCode}.
 */
public final class Intervals {
    private final MachineCode code;
    private final Interval[] ofValue;
    /** By register: where instructions demand it for themselves. */
    final Interval[] fixed = new Interval[Location.FIRST_SLOT];

    private Intervals(MachineCode code) {
        this.code = code;
        ofValue = new Interval[code.values.size()];
        for (int r = 0; r < fixed.length; r++) {
            fixed[r] = new Interval(null);
            fixed[r].register = r;
        }
    }

    /** Liveness must be known. */
    public static Intervals build(MachineCode code) {
        Intervals intervals = new Intervals(code);
        intervals.build();
        return intervals;
    }

    private void build() {
        for (int i = code.blocks.size() - 1; i >= 0; i--) build(code.blocks.get(i));
        for (MachineBlock block : code.blocks) {
            for (MachineBlock.Phi phi : block.phis) {
                for (Value input : phi.inputs()) {
                    if (input.isConstant()) continue;
                    Interval result = of(phi.value());
                    if (result.hint == null) result.hint = of(input);
                    if (of(input).hint == null) of(input).hint = result;
                }
            }
        }
    }

    /** The first piece of the value's interval; null for constants and for what is never used. */
    Interval of(Value value) {
        return ofValue[value.id];
    }

    /** The piece of the value that covers the position. */
    Interval at(Value value, int position) {
        return ofValue[value.id].at(position);
    }

    /** Where the value lies at a position at which it is live. */
    int locationAt(Value value, int position) {
        Interval piece = at(value, position);
        return piece.register != Location.NONE ? piece.register : value.slot;
    }

    private Interval make(Value value) {
        if (ofValue[value.id] == null) ofValue[value.id] = new Interval(value);
        return ofValue[value.id];
    }

    private void build(MachineBlock block) {
        block.liveOut.stream().forEach(id -> make(code.values.get(id)).addRange(block.from, block.to));
        for (int i = block.insns.size() - 1; i >= 0; i--) build(block, block.insns.get(i));
        for (MachineBlock.Phi phi : block.phis) {
            Interval interval = make(phi.value());
            interval.addRange(block.from, block.from + MachineCode.STEP);
        }
        if (block.isHandler) block(Location.ALL_REGISTERS, block.from, block.from + 1);
    }

    private void build(MachineBlock block, MachineInsn insn) {
        int at = insn.at;
        int read = at + MachineCode.READ;
        int write = at + MachineCode.WRITE;
        int behind = at + MachineCode.BEHIND;
        for (Def def : insn.defs) define(def, at);
        block(insn.clobbers, write, behind);
        for (Def temp : insn.temps) {
            Interval interval = make(temp.value);
            interval.addRange(read, behind);
            interval.addUse(read, true);
        }
        for (Use use : insn.uses) {
            if (use.kind == Use.Kind.FIXED) {
                fixed[use.fixed].addRange(at, use.late ? behind : write);
            }
            if (use.value.isConstant()) continue;
            Interval interval = make(use.value);
            switch (use.kind) {
                case FIXED -> {
                    interval.addRange(block.from, at);
                    interval.addUse(at, false);
                    if (interval.hintRegister == Location.NONE) interval.hintRegister = use.fixed;
                }
                case TIED -> {
                    interval.addRange(block.from, at);
                    interval.addUse(at, false);
                    Interval result = make(insn.def().value);
                    if (interval.hint == null) interval.hint = result;
                    result.hint = interval;
                }
                case REGISTER, ANY -> {
                    interval.addRange(block.from, use.late ? behind : write);
                    interval.addUse(read, use.kind == Use.Kind.REGISTER);
                    if (insn.op == MachineOp.ADD && use == insn.a) {
                        Interval result = make(insn.def().value);
                        if (result.hint == null) result.hint = interval;
                    }
                }
            }
        }
    }

    private void define(Def def, int at) {
        int write = at + MachineCode.WRITE;
        int behind = at + MachineCode.BEHIND;
        if (def.fixed != Location.NONE) {
            fixed[def.fixed].addRange(write, behind);
            Interval interval = of(def.value);
            if (interval == null) return;
            interval.shorten(behind);
            interval.hintRegister = def.fixed;
            return;
        }
        int from = def.tied != null ? at : def.early ? at + MachineCode.READ : write;
        Interval interval = make(def.value);
        if (interval.isEmpty()) interval.addRange(from, at + MachineCode.STEP);
        else interval.shorten(from);
        interval.addUse(from, true);
    }

    private void block(int registers, int from, int to) {
        for (int set = registers; set != 0; set &= set - 1) fixed[Integer.numberOfTrailingZeros(set)].addRange(from, to);
    }
}
