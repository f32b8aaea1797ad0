package obol.aot.codegen;

/**
 * Builds the intervals of all values, and those of the registers that instructions demand, in one backward walk
 * (Wimmer, Franz: Linear Scan Register Allocation on SSA Form, CGO 2010) over live sets from {@link Liveness}.
 * Positions are those of {@link MachineCode}.
 */
final class IntervalBuilder {
    private final MachineCode code;
    /** By register: where instructions demand it for themselves. */
    final Interval[] fixed = new Interval[Location.FIRST_SLOT];

    IntervalBuilder(MachineCode code) {
        this.code = code;
        for (int r = 0; r < fixed.length; r++) {
            fixed[r] = new Interval(null);
            fixed[r].register = r;
        }
    }

    void build() {
        for (int i = code.blocks.size() - 1; i >= 0; i--) build(code.blocks.get(i));
        for (MachineBlock block : code.blocks) {
            for (MachineBlock.Phi phi : block.phis) {
                for (Value input : phi.inputs()) {
                    if (input.isConstant()) continue;
                    if (phi.value().interval.hint == null) phi.value().interval.hint = input.interval;
                    if (input.interval.hint == null) input.interval.hint = phi.value().interval;
                }
            }
        }
    }

    private Interval of(Value value) {
        if (value.interval == null) value.interval = new Interval(value);
        return value.interval;
    }

    private void build(MachineBlock block) {
        block.liveOut.stream().forEach(id -> of(code.values.get(id)).addRange(block.from, block.to));
        for (int i = block.insns.size() - 1; i >= 0; i--) build(block, block.insns.get(i));
        for (MachineBlock.Phi phi : block.phis) {
            Interval interval = of(phi.value());
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
            Interval interval = of(temp.value);
            interval.addRange(read, behind);
            interval.addUse(read, true);
        }
        for (Use use : insn.uses) {
            if (use.kind == Use.Kind.FIXED) {
                fixed[use.fixed].addRange(at, use.late ? behind : write);
            }
            if (use.value.isConstant()) continue;
            Interval interval = of(use.value);
            switch (use.kind) {
                case FIXED -> {
                    interval.addRange(block.from, at);
                    interval.addUse(at, false);
                    if (interval.hintRegister == Location.NONE) interval.hintRegister = use.fixed;
                }
                case TIED -> {
                    interval.addRange(block.from, at);
                    interval.addUse(at, false);
                    Interval result = of(insn.def().value);
                    if (interval.hint == null) interval.hint = result;
                    result.hint = interval;
                }
                case REGISTER, ANY -> {
                    interval.addRange(block.from, use.late ? behind : write);
                    interval.addUse(read, use.kind == Use.Kind.REGISTER);
                    if (insn.op == MachineOp.ADD && use == insn.a) {
                        Interval result = of(insn.def().value);
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
            if (def.value.interval == null) return;
            def.value.interval.shorten(behind);
            def.value.interval.hintRegister = def.fixed;
            return;
        }
        int from = def.tied != null ? at : def.early ? at + MachineCode.READ : write;
        Interval interval = of(def.value);
        if (interval.isEmpty()) interval.addRange(from, at + MachineCode.STEP);
        else interval.shorten(from);
        interval.addUse(from, true);
    }

    private void block(int registers, int from, int to) {
        for (int set = registers; set != 0; set &= set - 1) fixed[Integer.numberOfTrailingZeros(set)].addRange(from, to);
    }
}
