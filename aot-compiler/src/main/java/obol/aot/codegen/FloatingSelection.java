package obol.aot.codegen;

import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.codegen.machine.Source;
import obol.aot.codegen.machine.Use;
import obol.aot.ir.Ins;
import obol.aot.ir.Type;
import obol.aot.x86.Op;
import obol.aot.x86.Width;

/** Selection of floating arithmetic and of conversions. */
final class FloatingSelection {
    private static final long FLOAT_SIGN = 0x8000_0000L;
    private static final long DOUBLE_SIGN = Long.MIN_VALUE;

    private final Selection selection;

    FloatingSelection(Selection selection) {
        this.selection = selection;
    }

    void arithmetic(Ins ins) {
        boolean single = ins.type == Type.FLOAT;
        switch (ins.op) {
            case ADD -> operate(single ? Op.ADDSS : Op.ADDSD, ins, true);
            case SUB -> operate(single ? Op.SUBSS : Op.SUBSD, ins, false);
            case MUL -> operate(single ? Op.MULSS : Op.MULSD, ins, true);
            case DIV -> operate(single ? Op.DIVSS : Op.DIVSD, ins, false);
            case REM -> remainder(ins);
            case NEG -> mask(single ? Op.XORPS : Op.XORPD, ins, single ? FLOAT_SIGN : DOUBLE_SIGN);
            case ABS -> mask(single ? Op.ANDPS : Op.ANDPD, ins, single ? ~FLOAT_SIGN : ~DOUBLE_SIGN);
            default -> throw new IllegalArgumentException(ins.toString());
        }
    }

    private void operate(Op x86, Ins ins, boolean commutes) {
        Ins a = ins.in(0);
        Ins b = ins.in(1);
        if (commutes && (selection.isFoldableLoad(a) || selection.useCount(a) > 1 && selection.useCount(b) == 1) && !selection.isFoldableLoad(b)) {
            a = ins.in(1);
            b = ins.in(0);
        }
        operate(x86, ins, a, selection.memoryOrRegister(b));
    }

    private void operate(Op x86, Ins ins, Ins a, Source b) {
        Use copied = selection.tied(a);
        selection.emitAccess(new MachineInsn(MachineOp.OPERATE).x86(x86, null).a(copied).b(b).def(Def.tied(selection.value(ins), copied)));
    }

    private void mask(Op x86, Ins ins, long bits) {
        operate(x86, ins, ins.in(0), Place.constant(PoolConstant.packed(bits)));
    }

    /** By the symbols {@code fmod_float} and {@code fmod_double} of the assembly code. */
    private void remainder(Ins ins) {
        MachineInsn call = new MachineInsn(MachineOp.CALL);
        call.target = new AssemblySymbol(ins.type == Type.FLOAT ? "fmod_float" : "fmod_double");
        call.clobbers = Location.ALL_REGISTERS;
        call.reads(Use.fixed(selection.value(ins.in(0)), Location.FIRST_XMM));
        call.reads(Use.fixed(selection.value(ins.in(1)), Location.FIRST_XMM + 1));
        call.position = ins.position;
        selection.emit(call.def(Def.fixed(selection.value(ins), Location.FIRST_XMM)));
    }

    void squareRoot(Ins ins) {
        compute(ins.type == Type.FLOAT ? Op.SQRTSS : Op.SQRTSD, null, ins, selection.memoryOrRegister(ins.in(0)));
    }

    private void compute(Op x86, Width width, Ins ins, Source a) {
        selection.emitAccess(new MachineInsn(MachineOp.COMPUTE).x86(x86, width).a(a).def(selection.result(ins)));
    }

    void convert(Ins ins) {
        Ins a = ins.in(0);
        Type from = a.type;
        Type to = ins.type;
        if (from.isFloating() && to.isFloating()) {
            compute(from == Type.FLOAT ? Op.CVTSS2SD : Op.CVTSD2SS, null, ins, selection.memoryOrRegister(a));
        } else if (to.isFloating()) {
            Source source = selection.memoryOrRegister(a);
            selection.emitAccess(new MachineInsn(MachineOp.COMPUTE_MERGING)
                .x86(to == Type.FLOAT ? Op.CVTSI2SS : Op.CVTSI2SD, Selection.width(from)).a(source).def(selection.result(ins)));
        } else if (from.isFloating()) {
            selection.emit(new MachineInsn(MachineOp.TO_INTEGER).x86(from == Type.FLOAT ? Op.CVTTSS2SI : Op.CVTTSD2SI, Selection.width(to))
                .a(selection.lateRegister(a)).def(selection.result(ins)));
        } else if (to == Type.LONG) {
            compute(Op.MOVSXD, Width.Q, ins, selection.memoryOrRegister(a));
        } else {
            compute(Op.MOV, Width.D, ins, selection.memoryOrRegister(a));
        }
    }

    void bitcast(Ins ins) {
        Ins a = ins.in(0);
        if (ins.type.isWide()) compute(Op.MOVQ, Width.Q, ins, selection.register(a));
        else compute(Op.MOVD, Width.D, ins, selection.register(a));
    }
}
