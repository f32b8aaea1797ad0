package obol.aot.codegen;

import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.FlagTest;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.Source;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;
import obol.aot.ir.Address;
import obol.aot.ir.Condition;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.x86.Cond;
import obol.aot.x86.Width;

/** Selection of integer arithmetic and of comparisons. */
final class IntegerSelection {
    private final Selection selection;

    IntegerSelection(Selection selection) {
        this.selection = selection;
    }

    void arithmetic(Ins ins) {
        switch (ins.op) {
            case ADD -> add(ins);
            case SUB -> subtract(ins);
            case MUL -> multiply(ins);
            case DIV, REM -> divide(ins);
            case NEG -> one(ins, obol.aot.x86.Op.NEG);
            case ABS -> {
                Use copied = selection.tied(ins.in(0));
                emit(new MachineInsn(MachineOp.ABSOLUTE).x86(null, width(ins)).a(copied).b(selection.registerOrSlot(ins.in(0)))
                    .def(Def.tied(selection.value(ins), copied)));
            }
            default -> throw new IllegalArgumentException(ins.toString());
        }
    }

    private MachineInsn emit(MachineInsn insn) {
        return selection.emitAccess(insn);
    }

    private static Width width(Ins ins) {
        return Selection.width(ins.type);
    }

    /** {@code x86 d, b} with d a copy of a. */
    void operate(obol.aot.x86.Op x86, Width width, Ins ins, Ins a, Source b) {
        Use copied = selection.tied(a);
        emit(new MachineInsn(MachineOp.OPERATE).x86(x86, width).a(copied).b(b).def(Def.tied(selection.value(ins), copied)));
    }

    private void one(Ins ins, obol.aot.x86.Op x86) {
        Use copied = selection.tied(ins.in(0));
        emit(new MachineInsn(MachineOp.OPERATE_ONE).x86(x86, width(ins)).a(copied).def(Def.tied(selection.value(ins), copied)));
    }

    /** {@code x86 d, a} */
    void compute(obol.aot.x86.Op x86, Width width, Ins ins, Source a) {
        emit(new MachineInsn(MachineOp.COMPUTE).x86(x86, width).a(a).def(selection.result(ins)));
    }

    /** The operation on both inputs, which may be exchanged. */
    void commutative(obol.aot.x86.Op x86, Width width, Ins ins) {
        Ins a = ins.in(0);
        Ins b = ins.in(1);
        boolean exchange = Selection.isConstant(a)
            || !Selection.isConstant(b) && !selection.isFoldableLoad(b)
                && (selection.isFoldableLoad(a) || selection.useCount(a) > 1 && selection.useCount(b) == 1);
        if (exchange) operate(x86, width, ins, b, selection.operand(a));
        else operate(x86, width, ins, a, selection.operand(b));
    }

    private void add(Ins ins) {
        Ins a = ins.in(0);
        Ins b = ins.in(1);
        if (Selection.isConstant(a)) {
            a = ins.in(1);
            b = ins.in(0);
        }
        if (Selection.immediate(b) != null) addImmediate(ins, a, Selection.immediate(b));
        else if (selection.isFoldableLoad(a) || selection.isFoldableLoad(b)) commutative(obol.aot.x86.Op.ADD, width(ins), ins);
        else if (isShort(b)) scaled(ins, a, b);
        else if (isShort(a)) scaled(ins, b, a);
        else if (selection.isNewer(b, a)) sum(ins, b, a);
        else sum(ins, a, b);
    }

    private void sum(Ins ins, Ins a, Ins b) {
        emit(new MachineInsn(MachineOp.ADD).x86(null, width(ins)).a(selection.register(a)).b(selection.registerOrSlot(b)).def(selection.result(ins)));
    }

    private void addImmediate(Ins ins, Ins a, Immediate b) {
        emit(new MachineInsn(MachineOp.ADD).x86(null, width(ins)).a(selection.register(a)).b(b).def(selection.result(ins)));
    }

    /** A shift by 1 to 3 that can be covered. */
    private boolean isShort(Ins ins) {
        if (ins.op != Op.SHL || !selection.isFoldable(ins) || !ins.in(1).isConst()) return false;
        long count = ins.in(1).bits & (ins.type == Type.LONG ? 63 : 31);
        return count >= 1 && count <= 3;
    }

    private void scaled(Ins ins, Ins base, Ins shift) {
        lea(ins, selection.register(base), selection.register(shift.in(0)), 1 << (int) (shift.in(1).bits & 3));
    }

    private void lea(Ins ins, Use base, Use index, int scale) {
        emit(new MachineInsn(MachineOp.LEA).x86(null, width(ins)).a(new Place(base, null, index, scale, 0, null, null)).def(selection.result(ins)));
    }

    private void subtract(Ins ins) {
        Ins b = ins.in(1);
        if (b.op == Op.CONST && Immediate.fits(-Selection.bits(b))) addImmediate(ins, ins.in(0), Immediate.of(-Selection.bits(b)));
        else operate(obol.aot.x86.Op.SUB, width(ins), ins, ins.in(0), selection.operand(b));
    }

    private void multiply(Ins ins) {
        Ins a = ins.in(0);
        Ins b = ins.in(1);
        if (Selection.isConstant(a)) {
            a = ins.in(1);
            b = ins.in(0);
        }
        if (b.op != Op.CONST || !Immediate.fits(Selection.bits(b)) || Selection.isConstant(a)) {
            commutative(obol.aot.x86.Op.IMUL, width(ins), ins, a, b);
            return;
        }
        long factor = Selection.bits(b);
        if (Long.bitCount(factor) == 1 && factor > 0) {
            operate(obol.aot.x86.Op.SHL, width(ins), ins, a, Immediate.of(Long.numberOfTrailingZeros(factor)));
        } else if (factor == 3 || factor == 5 || factor == 9) {
            Value both = selection.register(a).value;
            lea(ins, Use.register(both), Use.register(both), (int) factor - 1);
        } else {
            emit(new MachineInsn(MachineOp.COMPUTE_IMMEDIATE).x86(obol.aot.x86.Op.IMUL, width(ins))
                .a(selection.memoryOrRegister(a)).b(Immediate.of(factor)).def(selection.result(ins)));
        }
    }

    private void commutative(obol.aot.x86.Op x86, Width width, Ins ins, Ins a, Ins b) {
        if (selection.isFoldableLoad(a) && !selection.isFoldableLoad(b)) operate(x86, width, ins, b, selection.memoryOrRegister(a));
        else operate(x86, width, ins, a, selection.memoryOrRegister(b));
    }

    private void divide(Ins ins) {
        Ins divisor = ins.in(1);
        boolean remainder = ins.op == Op.REM;
        boolean safe = divisor.op == Op.CONST && Selection.bits(divisor) != -1;
        MachineInsn divide = new MachineInsn(MachineOp.DIVIDE).x86(null, width(ins));
        divide.b(divisor.isConst() ? selection.lateRegister(divisor) : Use.lateAny(selection.value(divisor)));
        divide.a(Use.fixed(selection.value(ins.in(0)), Location.RAX));
        divide.number = (remainder ? DIVIDE_REMAINDER : 0) | (safe ? DIVIDE_SAFE : 0);
        divide.def(Def.fixed(selection.value(ins), remainder ? Location.RDX : Location.RAX));
        emit(divide.clobber(Location.RAX).clobber(Location.RDX));
    }

    /** Bits of a DIVIDE's number: the remainder is wanted; the divisor is not -1. */
    static final int DIVIDE_REMAINDER = 1;
    static final int DIVIDE_SAFE = 2;

    void multiplyHigh(Ins ins) {
        MachineInsn multiply = new MachineInsn(MachineOp.MULTIPLY_HIGH).x86(null, Width.Q);
        multiply.b(selection.lateRegister(ins.in(1)));
        multiply.a(Use.fixed(selection.value(ins.in(0)), Location.RAX));
        emit(multiply.def(Def.fixed(selection.value(ins), Location.RDX)).clobber(Location.RAX).clobber(Location.RDX));
    }

    void bitwise(Ins ins) {
        Ins mask = ins.in(1);
        if (mask.isConst()) {
            long bits = Selection.bits(mask);
            if (ins.op == Op.XOR && bits == -1) {
                one(ins, obol.aot.x86.Op.NOT);
                return;
            }
            if (ins.op == Op.AND && (bits == 0xFF || bits == 0xFFFF)) {
                compute(bits == 0xFF ? obol.aot.x86.Op.MOVZX_B : obol.aot.x86.Op.MOVZX_W, Width.D, ins, selection.register(ins.in(0)));
                return;
            }
            if (ins.op == Op.AND && bits == 0xFFFF_FFFFL) {
                compute(obol.aot.x86.Op.MOV, Width.D, ins, selection.registerOrSlot(ins.in(0)));
                return;
            }
        }
        commutative(switch (ins.op) {
            case AND -> obol.aot.x86.Op.AND;
            case OR -> obol.aot.x86.Op.OR;
            default -> obol.aot.x86.Op.XOR;
        }, width(ins), ins);
    }

    void shift(Ins ins) {
        obol.aot.x86.Op x86 = switch (ins.op) {
            case SHL -> obol.aot.x86.Op.SHL;
            case SHR -> obol.aot.x86.Op.SAR;
            default -> obol.aot.x86.Op.SHR;
        };
        Ins count = ins.in(1);
        if (count.isConst()) {
            long n = count.bits & (ins.type == Type.LONG ? 63 : 31);
            if (n == 0) retype(ins);
            else operate(x86, width(ins), ins, ins.in(0), Immediate.of(n));
            return;
        }
        Use copied = selection.tied(ins.in(0));
        emit(new MachineInsn(MachineOp.SHIFT).x86(x86, width(ins)).a(copied).b(Use.fixed(selection.value(count), Location.RCX))
            .def(Def.tied(selection.value(ins), copied)));
    }

    void bits(Ins ins) {
        Width width = width(ins.in(0));
        switch (ins.op) {
            case BIT_COUNT -> compute(obol.aot.x86.Op.POPCNT, width, ins, selection.memoryOrRegister(ins.in(0)));
            case LEADING_ZEROS -> compute(obol.aot.x86.Op.LZCNT, width, ins, selection.memoryOrRegister(ins.in(0)));
            case TRAILING_ZEROS -> compute(obol.aot.x86.Op.TZCNT, width, ins, selection.memoryOrRegister(ins.in(0)));
            default -> one(ins, obol.aot.x86.Op.BSWAP);
        }
    }

    void extend(Ins ins) {
        obol.aot.x86.Op x86 = switch ((MemKind) ins.attr) {
            case I8 -> obol.aot.x86.Op.MOVSX_B;
            case U8 -> obol.aot.x86.Op.MOVZX_B;
            case I16 -> obol.aot.x86.Op.MOVSX_W;
            case U16 -> obol.aot.x86.Op.MOVZX_W;
            default -> throw new IllegalArgumentException(ins.toString());
        };
        compute(x86, Width.D, ins, selection.register(ins.in(0)));
    }

    /** The same bits. */
    void retype(Ins ins) {
        Use copied = selection.tied(ins.in(0));
        emit(new MachineInsn(MachineOp.COPY).a(copied).def(Def.tied(selection.value(ins), copied)));
    }

    // Comparisons.

    void set(Ins ins) {
        MachineInsn set = new MachineInsn(MachineOp.SET);
        compare(set, (Condition) ins.attr, ins.in(0), ins.in(1));
        if (set.test.parity() != FlagTest.Parity.IGNORED) set.temp(selection.code.newValue(Type.INT));
        emit(set.def(selection.result(ins)));
    }

    void conditional(Ins ins) {
        MachineInsn select = new MachineInsn(MachineOp.SELECT);
        compare(select, (Condition) ins.attr, ins.in(0), ins.in(1));
        Ins x = ins.in(2);
        Ins y = ins.in(3);
        if (select.test.parity() == FlagTest.Parity.OR_SET) {
            select.test = select.test.negate();
            x = ins.in(3);
            y = ins.in(2);
        }
        Use copied = selection.tied(x);
        Use other = selection.registerOrSlot(y);
        select.reads(copied);
        select.reads(other);
        select.arguments = java.util.List.of(copied, other);
        emit(select.def(Def.tied(selection.value(ins), copied)));
    }

    void threeWay(Ins ins) {
        MachineInsn compare = new MachineInsn(MachineOp.THREE_WAY);
        Type type = ins.in(0).type;
        if (type.isFloating()) {
            // Unordered sets the carry, as "below" does: the operands' order says to which side NaN falls.
            boolean exchange = ins.bits > 0;
            floating(compare, type, ins.in(exchange ? 1 : 0), ins.in(exchange ? 0 : 1));
            compare.test = FlagTest.of(exchange ? Cond.B : Cond.A);
        } else {
            compare.x86(obol.aot.x86.Op.CMP, Selection.width(type));
            compare.a(selection.register(ins.in(0))).b(selection.operand(ins.in(1)));
            compare.test = FlagTest.of(Cond.G);
        }
        emit(compare.temp(selection.code.newValue(Type.INT)).def(selection.result(ins)));
    }

    /** Makes the instruction compare a and b and test the condition. */
    void compare(MachineInsn insn, Condition condition, Ins a, Ins b) {
        if (a.type.isFloating()) {
            compareFloating(insn, condition, a, b);
            return;
        }
        if (Selection.isConstant(a) && !Selection.isConstant(b)) {
            compare(insn, condition.swap(), b, a);
            return;
        }
        insn.test = FlagTest.of(cond(condition));
        insn.x86(obol.aot.x86.Op.CMP, Selection.width(a.type));
        boolean zero = b.isConst(0);
        boolean equality = condition == Condition.EQ || condition == Condition.NE;
        if (zero && equality && a.op == Op.SET && selection.isFoldable(a)) {
            Condition of = (Condition) a.attr;
            boolean negated = condition == Condition.EQ;
            compare(insn, !negated ? of : a.in(0).type.isFloating() ? of.negateFloating() : of.negate(), a.in(0), a.in(1));
        } else if (equality && isHubCompare(a, b)) {
            insn.width = Width.D;
            insn.a(selection.foldLoad(a)).b(Selection.immediate(b));
        } else if (zero && a.op == Op.AND && selection.isFoldable(a)) {
            test(insn, a);
        } else if (isByteCompare(condition, a, b)) {
            insn.width = Width.B;
            insn.a(selection.foldLoad(a)).b(Selection.immediate(b));
        } else if (Selection.immediate(b) != null && !(zero && !selection.isFoldableLoad(a))) {
            insn.a(Selection.isConstant(a) ? selection.register(a) : selection.memoryOrRegister(a)).b(Selection.immediate(b));
        } else if (zero) {
            Use same = selection.register(a);
            insn.x86(obol.aot.x86.Op.TEST, insn.width).a(same);
            insn.b = same;
        } else if (selection.isFoldableLoad(a) && !selection.isFoldableLoad(b)) {
            insn.a(selection.foldLoad(a)).b(selection.register(b));
        } else {
            insn.a(selection.register(a)).b(selection.operand(b));
        }
    }

    /** Sets the flags of the two inputs of an AND. */
    private void test(MachineInsn insn, Ins and) {
        Ins x = and.in(0);
        Ins y = and.in(1);
        insn.x86(obol.aot.x86.Op.TEST, Selection.width(and.type));
        if (Selection.immediate(y) != null) insn.a(selection.isFoldableLoad(x) ? selection.foldLoad(x) : selection.register(x)).b(Selection.immediate(y));
        else insn.a(selection.register(x)).b(selection.register(y));
    }

    /** (In)equality of a byte in memory with a constant. */
    private boolean isByteCompare(Condition condition, Ins a, Ins b) {
        if (!b.isConst() || condition != Condition.EQ && condition != Condition.NE || !selection.isFoldableLoadOfAnyKind(a)) return false;
        MemKind kind = ((Address) a.attr).kind();
        return kind == MemKind.I8 && b.bits == (byte) b.bits || kind == MemKind.U8 && b.bits == (b.bits & 0xFF);
    }

    /** Of 32 bits in memory, read as a LONG, with a constant of 31. */
    private boolean isHubCompare(Ins a, Ins b) {
        boolean small = b.op == Op.HUB || b.op == Op.CONST && b.bits == (b.bits & Integer.MAX_VALUE);
        return small && selection.isFoldableLoadOfAnyKind(a) && ((Address) a.attr).kind() == MemKind.U32;
    }

    private void compareFloating(MachineInsn insn, Condition condition, Ins a, Ins b) {
        boolean exchange = switch (condition) {
            case LT, LE, GT_OR_NAN, GE_OR_NAN -> true;
            default -> false;
        };
        floating(insn, a.type, exchange ? b : a, exchange ? a : b);
        insn.test = switch (condition) {
            case EQ -> new FlagTest(Cond.E, FlagTest.Parity.AND_CLEAR);
            case NE -> new FlagTest(Cond.NE, FlagTest.Parity.OR_SET);
            case GT, LT -> FlagTest.of(Cond.A);
            case GE, LE -> FlagTest.of(Cond.AE);
            case LT_OR_NAN, GT_OR_NAN -> FlagTest.of(Cond.B);
            case LE_OR_NAN, GE_OR_NAN -> FlagTest.of(Cond.BE);
            default -> throw new IllegalArgumentException(condition + " on floating operands");
        };
    }

    private void floating(MachineInsn insn, Type type, Ins a, Ins b) {
        insn.x86(type == Type.FLOAT ? obol.aot.x86.Op.UCOMISS : obol.aot.x86.Op.UCOMISD, null);
        insn.a(selection.register(a)).b(selection.memoryOrRegister(b));
    }

    private static Cond cond(Condition condition) {
        return switch (condition) {
            case EQ -> Cond.E;
            case NE -> Cond.NE;
            case LT -> Cond.L;
            case GE -> Cond.GE;
            case GT -> Cond.G;
            case LE -> Cond.LE;
            case BELOW -> Cond.B;
            case ABOVE_EQUAL -> Cond.AE;
            case ABOVE -> Cond.A;
            case BELOW_EQUAL -> Cond.BE;
            default -> throw new IllegalArgumentException(condition + " on integers");
        };
    }
}
