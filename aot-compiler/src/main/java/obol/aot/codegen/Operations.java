package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.FlagTest;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.codegen.machine.Source;
import obol.aot.codegen.machine.Use;
import obol.aot.ir.Allocation;
import obol.aot.ir.MemKind;
import obol.aot.ir.Stub;
import obol.aot.x86.Assembler;
import obol.aot.x86.Cond;
import obol.aot.x86.Gpr;
import obol.aot.x86.Imm;
import obol.aot.x86.Label;
import obol.aot.x86.Mem;
import obol.aot.x86.Op;
import obol.aot.x86.Operand;
import obol.aot.x86.Width;
import obol.aot.x86.Xmm;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.ThreadLayout;

/** The code of each {@link MachineOp}. Uses no register that is not an operand. */
final class Operations {
    /** Arrays with at least so many elements are made by the stub; so are those of negative length. */
    private static final int LONG_ARRAY = 1 << 16;
    /** Switches with fewer keys are sequences of compares. */
    private static final int SMALL_SWITCH = 4;

    private final Emitter emitter;
    private final Assembler asm;

    Operations(Emitter emitter) {
        this.emitter = emitter;
        this.asm = emitter.asm;
    }

    void emit(MachineInsn insn, MachineBlock block) {
        switch (insn.op) {
            case BLOCK, COPY -> { }
            case OPERATE -> {
                emitter.access(insn);
                asm.emit(insn.x86, insn.width, result(insn), operand(insn.b));
            }
            case OPERATE_ONE -> asm.emit(insn.x86, insn.width, result(insn));
            case SHIFT -> asm.emit(insn.x86, insn.width, result(insn), Gpr.RCX);
            case COMPUTE -> {
                emitter.access(insn);
                asm.emit(insn.x86, insn.width, result(insn), operand(insn.a));
            }
            case COMPUTE_IMMEDIATE -> {
                emitter.access(insn);
                asm.emit(insn.x86, insn.width, result(insn), operand(insn.a), operand(insn.b));
            }
            case COMPUTE_MERGING -> {
                asm.emit(Op.XORPS, result(insn), result(insn));
                emitter.access(insn);
                asm.emit(insn.x86, insn.width, result(insn), operand(insn.a));
            }
            case ADD -> add(insn);
            case LEA -> asm.lea(insn.width, Emitter.gpr(insn.def()), emitter.memory((Place) insn.a));
            case STORE -> {
                emitter.access(insn);
                asm.emit(insn.x86, insn.width, operand(insn.a), operand(insn.b));
            }
            case INCOMING -> move(insn.def(), emitter.incoming(insn.number));
            case OUTGOING -> outgoing(insn);
            case READ_REGISTER -> asm.mov(Width.Q, result(insn), Gpr.of(insn.number));
            case BRANCH -> {
                compare(insn);
                emitter.branch(insn.test, block.succs.get(0), block.succs.get(1));
            }
            case SET -> set(insn);
            case SELECT -> select(insn);
            case THREE_WAY -> threeWay(insn);
            case TRAP_IF -> trapIf(insn);
            case STUB_IF -> stubIf(insn);
            case DIVIDE -> divide(insn);
            case MULTIPLY_HIGH -> asm.emit(Op.IMUL, Width.Q, operand(insn.b));
            case TO_INTEGER -> toInteger(insn);
            case ABSOLUTE -> {
                asm.emit(Op.NEG, insn.width, result(insn));
                asm.cmovcc(Cond.S, insn.width, Emitter.gpr(insn.def()), operand(insn.b));
            }
            case COMPARE_EXCHANGE -> compareExchange(insn);
            case EXCHANGE -> {
                if (insn.x86 == Op.XCHG) asm.emit(Op.XCHG, insn.width, result(insn), emitter.memory(insn.place));
                else asm.emit(insn.x86, insn.width, emitter.memory(insn.place), result(insn));
                extend((MemKind) insn.target, Emitter.gpr(insn.def()));
            }
            case CARD_MARK -> cardMark(insn);
            case READ_TIME -> {
                asm.emit(Op.RDTSC);
                asm.emit(Op.SHL, Width.Q, Gpr.RDX, 32);
                asm.emit(Op.OR, Width.Q, Gpr.RAX, Gpr.RDX);
            }
            case PAUSE -> asm.emit(Op.PAUSE);
            case CALL -> call(insn);
            case STUB_CALL -> {
                asm.call(Emitter.symbol(insn.stub));
                safepoint(insn, insn.referenceRegisters);
            }
            case ALLOCATE -> allocate(insn);
            case ALLOCATE_ARRAY -> allocateArray(insn);
            case POLL -> poll(insn);
            case GOTO -> emitter.jump(block.succs.get(0));
            case SWITCH -> branchByKey(insn, block);
            case RETURN -> emitter.epilogue();
            case UNREACHABLE -> asm.emit(Op.INT3);
        }
    }

    private Operand operand(Source source) {
        return emitter.operand(source);
    }

    private Operand result(MachineInsn insn) {
        return emitter.register(insn.def());
    }

    private void move(Def to, Mem from) {
        if (to.value.isXmm()) asm.emit(Op.MOVSD, emitter.register(to), from);
        else asm.mov(Width.Q, emitter.register(to), from);
    }

    private void outgoing(MachineInsn insn) {
        Mem to = emitter.outgoing(insn.number);
        Operand from = operand(insn.a);
        if (from instanceof Xmm) asm.emit(Op.MOVSD, to, from);
        else asm.mov(Width.Q, to, from);
    }

    // Arithmetic.

    private void add(MachineInsn insn) {
        Gpr d = Emitter.gpr(insn.def());
        Gpr a = Emitter.gpr(insn.a);
        if (insn.b instanceof Immediate immediate) {
            if (d == a || immediate.symbol() != null) {
                if (d != a) asm.mov(insn.width, d, a);
                asm.emit(Op.ADD, insn.width, d, operand(immediate));
            } else {
                asm.lea(insn.width, d, new Mem(a, (int) immediate.value()));
            }
            return;
        }
        if (!(operand(insn.b) instanceof Gpr b)) {
            if (d != a) asm.mov(insn.width, d, a);
            asm.emit(Op.ADD, insn.width, d, operand(insn.b));
        } else if (d == a) asm.emit(Op.ADD, insn.width, d, b);
        else if (d == b) asm.emit(Op.ADD, insn.width, d, a);
        else asm.lea(insn.width, d, new Mem(a, b, 1, 0));
    }

    /** MIN_VALUE / -1 would trap; any dividend by -1 is its negation, and the remainder 0. */
    private void divide(MachineInsn insn) {
        boolean remainder = (insn.number & IntegerSelection.DIVIDE_REMAINDER) != 0;
        Label back = new Label();
        if ((insn.number & IntegerSelection.DIVIDE_SAFE) == 0) {
            Label minusOne = new Label();
            asm.emit(Op.CMP, insn.width, operand(insn.b), -1);
            asm.jcc(Cond.E, minusOne);
            emitter.cold(() -> {
                asm.bind(minusOne);
                if (remainder) asm.emit(Op.XOR, Width.D, Gpr.RDX, Gpr.RDX);
                else asm.emit(Op.NEG, insn.width, Gpr.RAX);
                asm.jmp(back);
            });
        }
        asm.emit(insn.width == Width.Q ? Op.CQO : Op.CDQ);
        asm.emit(Op.IDIV, insn.width, operand(insn.b));
        asm.bind(back);
    }

    /** The conversion gives MIN_VALUE for all that does not fit and for NaN. */
    private void toInteger(MachineInsn insn) {
        Operand d = result(insn);
        Operand a = operand(insn.a);
        Label doubtful = new Label();
        Label back = new Label();
        asm.emit(insn.x86, insn.width, d, a);
        asm.emit(Op.CMP, insn.width, d, 1);
        asm.jcc(Cond.O, doubtful);
        asm.bind(back);
        emitter.cold(() -> {
            Label nan = new Label();
            asm.bind(doubtful);
            asm.emit(insn.x86 == Op.CVTTSS2SI ? Op.UCOMISS : Op.UCOMISD, a, emitter.constant(PoolConstant.of(0)));
            asm.jcc(Cond.P, nan);
            asm.jcc(Cond.B, back);
            asm.emit(Op.DEC, insn.width, d);
            asm.jmp(back);
            asm.bind(nan);
            asm.emit(Op.XOR, Width.D, d, d);
            asm.jmp(back);
        });
    }

    // Comparisons.

    private void compare(MachineInsn insn) {
        emitter.access(insn);
        asm.emit(insn.x86, insn.width, operand(insn.a), operand(insn.b));
    }

    private void set(MachineInsn insn) {
        Gpr d = Emitter.gpr(insn.def());
        compare(insn);
        asm.setcc(insn.test.cond(), d);
        if (insn.test.parity() != FlagTest.Parity.IGNORED) {
            boolean and = insn.test.parity() == FlagTest.Parity.AND_CLEAR;
            Gpr t = Emitter.gpr(insn.temps.get(0));
            asm.setcc(and ? Cond.NP : Cond.P, t);
            asm.emit(and ? Op.AND : Op.OR, Width.B, d, t);
        }
        asm.emit(Op.MOVZX_B, Width.D, d, d);
    }

    private void select(MachineInsn insn) {
        Use other = insn.arguments.get(1);
        compare(insn);
        if (!other.value.isXmm()) {
            Width width = Selection.width(other.value.type);
            Gpr d = Emitter.gpr(insn.def());
            asm.cmovcc(insn.test.cond().negate(), width, d, operand(other));
            if (insn.test.parity() == FlagTest.Parity.AND_CLEAR) asm.cmovcc(Cond.P, width, d, operand(other));
            return;
        }
        Label keep = new Label();
        emitter.jumpIf(insn.test, keep);
        emitter.moves.move(other.location, insn.def().location, false);
        asm.bind(keep);
    }

    private void threeWay(MachineInsn insn) {
        Gpr d = Emitter.gpr(insn.def());
        Gpr t = Emitter.gpr(insn.temps.get(0));
        compare(insn);
        asm.setcc(insn.test.cond(), d);
        asm.setcc(insn.test.cond().swapOperands(), t);
        asm.emit(Op.SUB, Width.B, d, t);
        asm.emit(Op.MOVSX_B, Width.D, d, d);
    }

    // Memory.

    private void compareExchange(MachineInsn insn) {
        asm.emit(insn.x86, insn.width, emitter.memory(insn.place), operand(insn.b));
        Def def = insn.def();
        if (def == null) return;
        if (def.fixed != Location.NONE) {
            extend((MemKind) insn.target, Gpr.RAX);
        } else {
            Gpr d = Emitter.gpr(def);
            asm.setcc(Cond.E, d);
            asm.emit(Op.MOVZX_B, Width.D, d, d);
        }
    }

    /** After an operation on a part of the register. */
    private void extend(MemKind kind, Gpr register) {
        switch (kind) {
            case I8 -> asm.emit(Op.MOVSX_B, Width.D, register, register);
            case U8 -> asm.emit(Op.MOVZX_B, Width.D, register, register);
            case I16 -> asm.emit(Op.MOVSX_W, Width.D, register, register);
            case U16 -> asm.emit(Op.MOVZX_W, Width.D, register, register);
            default -> { }
        }
    }

    private void cardMark(MachineInsn insn) {
        Gpr t = Emitter.gpr(insn.temps.get(0));
        Mem place = emitter.memory(insn.place);
        if (place.base() != null && place.index() == null && place.disp() == 0) asm.mov(Width.Q, t, place.base());
        else asm.lea(Width.Q, t, place);
        asm.emit(Op.SHR, Width.Q, t, MemoryMap.CARD_SHIFT);
        asm.mov(Width.B, new Mem(t, (int) MemoryMap.CARD_TABLE), Imm.of(0));
    }

    // Calls.

    private void call(MachineInsn insn) {
        emitter.access(insn);
        if (insn.target != null) asm.call(insn.target);
        else asm.call(operand(insn.a));
        safepoint(insn, 0);
    }

    private void safepoint(MachineInsn insn, int registers) {
        emitter.safepoint(insn.referenceSlots, registers, insn.handler, insn.position);
    }

    private void trapIf(MachineInsn insn) {
        Label cold = new Label();
        compare(insn);
        emitter.jumpIf(insn.test, cold);
        emitter.cold(() -> {
            asm.bind(cold);
            ParallelMove arguments = new ParallelMove();
            for (int i = 0; i < insn.arguments.size(); i++) arguments.add(insn.arguments.get(i), Convention.STUB[i]);
            if (insn.place != null) asm.emit(Op.MOVD, Width.D, Location.SCRATCH, emitter.memory(insn.place));
            emitter.moves.emit(arguments);
            if (insn.place != null) asm.emit(Op.MOVD, Width.D, Location.gpr(Convention.STUB[insn.arguments.size()]), Location.SCRATCH);
            asm.call(Emitter.symbol(insn.stub));
            emitter.safepoint(emitter.code.handlerSlots(insn.handler), 0, insn.handler, insn.position);
        });
    }

    private void stubIf(MachineInsn insn) {
        Label cold = new Label();
        Label back = new Label();
        compare(insn);
        emitter.jumpIf(insn.test, cold);
        asm.bind(back);
        emitter.cold(() -> {
            asm.bind(cold);
            new ColdCall(emitter, insn, insn.temps).emit();
            asm.jmp(back);
        });
    }

    private void poll(MachineInsn insn) {
        Label cold = new Label();
        Label back = new Label();
        asm.emit(Op.CMP, Width.Q, Gpr.RSP, new Mem(Gpr.R15, ThreadLayout.LIMIT));
        asm.jcc(Cond.BE, cold);
        asm.bind(back);
        emitter.cold(() -> {
            asm.bind(cold);
            asm.call(Emitter.symbol(Stub.POLL));
            safepoint(insn, insn.referenceRegisters);
            asm.jmp(back);
        });
    }

    private void allocate(MachineInsn insn) {
        Allocation allocation = (Allocation) insn.target;
        Gpr d = Emitter.gpr(insn.def());
        Gpr end = Emitter.gpr(insn.temps.get(0));
        Label cold = new Label();
        Label back = new Label();
        asm.mov(Width.Q, d, new Mem(Gpr.R15, ThreadLayout.ALLOC_TOP));
        asm.lea(Width.Q, end, new Mem(d, allocation.size()));
        take(end, cold);
        asm.mov(Width.D, new Mem(d, ObjectLayout.HUB), Imm.address(allocation.type()));
        asm.bind(back);
        emitter.cold(() -> {
            asm.bind(cold);
            new ColdCall(emitter, insn, List.of(insn.def(), insn.temps.get(0))).emit();
            asm.jmp(back);
        });
    }

    private void allocateArray(MachineInsn insn) {
        Allocation allocation = (Allocation) insn.target;
        Gpr d = Emitter.gpr(insn.def());
        Gpr end = Emitter.gpr(insn.temps.get(0));
        Gpr length = Emitter.gpr(insn.a);
        Label cold = new Label();
        Label back = new Label();
        asm.emit(Op.CMP, Width.D, length, LONG_ARRAY);
        asm.jcc(Cond.AE, cold);
        asm.lea(Width.Q, end, new Mem(null, length, 1 << allocation.elementShift(), allocation.size() + ObjectLayout.ALIGNMENT - 1));
        asm.emit(Op.AND, Width.Q, end, -ObjectLayout.ALIGNMENT);
        asm.mov(Width.Q, d, new Mem(Gpr.R15, ThreadLayout.ALLOC_TOP));
        asm.emit(Op.ADD, Width.Q, end, d);
        take(end, cold);
        asm.mov(Width.D, new Mem(d, ObjectLayout.HUB), Imm.address(allocation.type()));
        asm.mov(Width.D, new Mem(d, ObjectLayout.ARRAY_LENGTH), length);
        asm.bind(back);
        emitter.cold(() -> {
            asm.bind(cold);
            new ColdCall(emitter, insn, List.of(insn.def(), insn.temps.get(0))).emit();
            asm.jmp(back);
        });
    }

    /** Makes {@code end} the top of the allocation buffer if the buffer is so long. */
    private void take(Gpr end, Label cold) {
        asm.emit(Op.CMP, Width.Q, end, new Mem(Gpr.R15, ThreadLayout.ALLOC_END));
        asm.jcc(Cond.A, cold);
        asm.mov(Width.Q, new Mem(Gpr.R15, ThreadLayout.ALLOC_TOP), end);
    }

    // Switches.

    private void branchByKey(MachineInsn insn, MachineBlock block) {
        int[] keys = insn.keys;
        Gpr key = Emitter.gpr(insn.a);
        Label other = emitter.label(block.succs.get(keys.length));
        if (keys.length >= SMALL_SWITCH && (long) keys[keys.length - 1] - keys[0] < 4L * keys.length) {
            jumpByTable(keys, key, Emitter.gpr(insn.temps.get(0)), block, other);
        } else {
            search(keys, 0, keys.length, key, block, other);
        }
    }

    private void jumpByTable(int[] keys, Gpr key, Gpr index, MachineBlock block, Label other) {
        int range = keys[keys.length - 1] - keys[0] + 1;
        asm.lea(Width.D, index, new Mem(key, -keys[0]));
        asm.emit(Op.CMP, Width.D, index, range - 1);
        asm.jcc(Cond.A, other);
        List<Label> targets = new ArrayList<>(range);
        for (int i = 0; i < keys.length; i++) {
            while (targets.size() < keys[i] - keys[0]) targets.add(other);
            targets.add(emitter.label(block.succs.get(i)));
        }
        asm.jmp(Mem.table(emitter.table(targets), index, 8));
    }

    /** Binary search among keys [from, to). */
    private void search(int[] keys, int from, int to, Gpr key, MachineBlock block, Label other) {
        if (to - from < SMALL_SWITCH) {
            for (int i = from; i < to; i++) {
                asm.emit(Op.CMP, Width.D, key, keys[i]);
                asm.jcc(Cond.E, emitter.label(block.succs.get(i)));
            }
            asm.jmp(other);
            return;
        }
        int middle = from + to >>> 1;
        Label lower = new Label();
        asm.emit(Op.CMP, Width.D, key, keys[middle]);
        asm.jcc(Cond.L, lower);
        search(keys, middle, to, key, block, other);
        asm.bind(lower);
        search(keys, from, middle, key, block, other);
    }
}
