package obol.aot.codegen.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Ins;
import obol.aot.ir.Position;
import obol.aot.ir.Stub;
import obol.aot.x86.Op;
import obol.aot.x86.Width;

/**
 * A machine instruction, with the roles of its operands. Selection makes it; the allocator gives locations to the operands and
 * fills the gaps before and behind it with moves; emission reads it.
 */
public final class MachineInsn {
    public final MachineOp op;
    public Op x86;
    /** Width of general operands; null where x86 says all. */
    public Width width;
    public FlagTest test;
    public Source a;
    public Source b;
    /** Memory of instructions that have operands besides; of TRAP_IF what the stub's last argument is read from. */
    public Place place;
    /** Small facts, as {@link MachineOp} says. */
    public int number;
    /** What is called, for CALL; the class for ALLOCATE. */
    public Object target;
    public Stub stub;
    /** To be moved to where the stub wants them, on the cold path. */
    public List<Use> arguments = List.of();
    public int[] keys;
    public Position position;
    /** Where it throws to; null: out of the method, or it does not throw. */
    public MachineBlock handler;

    public final List<Def> defs = new ArrayList<>(1);
    /** All uses, also those inside a, b, place and arguments. */
    public final List<Use> uses = new ArrayList<>(4);
    /** Registers needed inside; defined early, dead at the end. */
    public final List<Def> temps = new ArrayList<>(0);
    /** Registers that hold nothing known afterwards, besides results. */
    public int clobbers;

    /** An access through a null reference faults here and goes on at the stub call of this check; null: it cannot fault. */
    public NullCheck nullCheck;

    /** Four times the number in program order; see {@link MachineCode}. */
    public int at;
    public ParallelMove before = ParallelMove.NONE;
    public ParallelMove after = ParallelMove.NONE;
    /** At safepoints: the slots and registers that hold references that are used afterwards. */
    public BitSet referenceSlots;
    public int referenceRegisters;

    public MachineInsn(MachineOp op) {
        this.op = op;
    }

    public Def def() {
        return defs.isEmpty() ? null : defs.get(0);
    }

    public MachineInsn x86(Op x86, Width width) {
        this.x86 = x86;
        this.width = width;
        return this;
    }

    public MachineInsn def(Def def) {
        defs.add(def);
        return this;
    }

    public MachineInsn temp(Value value) {
        temps.add(Def.earlyRegister(value));
        return this;
    }

    public MachineInsn clobber(int register) {
        clobbers |= 1 << register;
        return this;
    }

    public MachineInsn a(Source source) {
        a = source;
        return reads(source);
    }

    public MachineInsn b(Source source) {
        b = source;
        return reads(source);
    }

    public MachineInsn place(Place memory) {
        place = memory;
        return reads(memory);
    }

    /** Registers the uses in a source. */
    public MachineInsn reads(Source source) {
        if (source instanceof Use use) {
            uses.add(use);
        } else if (source instanceof Place p) {
            if (p.base() != null) uses.add(p.base());
            if (p.index() != null) uses.add(p.index());
        }
        return this;
    }

    /** The stub it calls on its cold path, and whose arguments. */
    public MachineInsn calls(Stub called, Ins ins, MachineBlock throwsTo) {
        stub = called;
        position = ins.position;
        handler = throwsTo;
        return this;
    }

    /** The collector may run here and the code go on afterwards. */
    public boolean isSafepoint() {
        return switch (op) {
            case CALL, STUB_CALL, STUB_IF, ALLOCATE, ALLOCATE_ARRAY, POLL -> true;
            default -> false;
        };
    }

    /** A throwing stub is called here, on the cold path, which does not come back. */
    public boolean isTrap() {
        return op == MachineOp.TRAP_IF;
    }

    @Override public String toString() {
        StringBuilder s = new StringBuilder();
        if (before != ParallelMove.NONE) s.append(before).append("; ");
        if (!defs.isEmpty()) s.append(defs).append(" = ");
        s.append(op);
        if (x86 != null) s.append(' ').append(x86);
        if (width != null) s.append('.').append(width);
        if (test != null) s.append(" if ").append(test);
        if (a != null) s.append(' ').append(a);
        if (b != null) s.append(", ").append(b);
        if (place != null) s.append(' ').append(place);
        if (a == null && b == null && place == null && !uses.isEmpty()) s.append(' ').append(uses);
        if (!temps.isEmpty()) s.append(" temps ").append(temps);
        if (target != null) s.append(' ').append(target);
        if (stub != null) s.append(" stub ").append(stub).append(arguments);
        if (after != ParallelMove.NONE) s.append("; ").append(after);
        return s.toString();
    }
}
