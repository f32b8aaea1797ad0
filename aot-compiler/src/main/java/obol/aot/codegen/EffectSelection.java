package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.NullCheck;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;
import obol.aot.ir.Address;
import obol.aot.ir.Allocation;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.x86.Gpr;
import obol.aot.x86.Op;
import obol.aot.x86.Width;
import obol.layout.MemoryMap;

/** Selection of what reads or changes memory, calls, checks, or ends a block. */
final class EffectSelection {
    private final Selection selection;

    EffectSelection(Selection selection) {
        this.selection = selection;
    }

    // Memory.

    void load(Ins ins) {
        Address address = (Address) ins.attr;
        MachineInsn load = new MachineInsn(MachineOp.COMPUTE);
        switch (address.kind()) {
            case I8 -> load.x86(Op.MOVSX_B, Width.D);
            case U8 -> load.x86(Op.MOVZX_B, Width.D);
            case I16 -> load.x86(Op.MOVSX_W, Width.D);
            case U16 -> load.x86(Op.MOVZX_W, Width.D);
            case I32, U32, REF -> load.x86(Op.MOV, Width.D);
            case I64 -> load.x86(Op.MOV, Width.Q);
            case F32 -> load.x86(Op.MOVSS, null);
            case F64 -> load.x86(Op.MOVSD, null);
        }
        selection.emitAccess(load.a(selection.place(address, ins.inputs)).def(selection.result(ins)));
    }

    void store(Ins ins) {
        Address address = (Address) ins.attr;
        Ins value = ins.in(ins.inputs.length - 1);
        Width width = Selection.width(address.kind());
        MachineInsn store = new MachineInsn(MachineOp.STORE);
        if (update(ins, address, value, width)) return;
        Place place = selection.place(address, ins.inputs);
        Immediate immediate = storeImmediate(address.kind(), value);
        if (immediate != null) {
            store.x86(Op.MOV, width).a(place).b(immediate);
        } else {
            Use use = selection.register(value);
            if (address.kind().type.isFloating()) store.x86(address.kind() == MemKind.F32 ? Op.MOVSS : Op.MOVSD, null);
            else store.x86(Op.MOV, width);
            store.a(place).b(use);
        }
        selection.emitAccess(store);
    }

    /** An operation on what is in the place itself, in memory. */
    private boolean update(Ins ins, Address address, Ins value, Width width) {
        Op x86 = switch (value.op) {
            case ADD -> Op.ADD;
            case SUB -> Op.SUB;
            case AND -> Op.AND;
            case OR -> Op.OR;
            case XOR -> Op.XOR;
            default -> null;
        };
        if (x86 == null || address.kind() != MemKind.I32 && address.kind() != MemKind.I64 || !selection.isFoldable(value)) return false;
        int at = isSamePlace(ins, value.in(0)) ? 0 : value.op.commutes() && isSamePlace(ins, value.in(1)) ? 1 : -1;
        if (at < 0) return false;
        Place place = selection.foldLoad(value.in(at));
        Ins other = value.in(1 - at);
        Immediate immediate = Selection.immediate(other);
        selection.emitAccess(new MachineInsn(MachineOp.STORE).x86(x86, width).a(place).b(immediate != null ? immediate : selection.register(other)));
        return true;
    }

    private boolean isSamePlace(Ins store, Ins load) {
        return selection.isFoldableLoad(load) && load.attr.equals(store.attr) && load.in(0) == store.in(0)
            && (!((Address) load.attr).indexed() || load.in(1) == store.in(1));
    }

    /** The constant as it can stand in a store; floating ones by their bits. */
    private static Immediate storeImmediate(MemKind kind, Ins value) {
        if (!value.isConst()) return Selection.immediate(value);
        long bits = Selection.bits(value);
        return switch (kind) {
            case I8, U8 -> Immediate.of((byte) bits);
            case I16, U16 -> Immediate.of((short) bits);
            case I32, U32, REF, F32 -> Immediate.of((int) bits);
            case I64, F64 -> Immediate.fits(bits) ? Immediate.of(bits) : null;
        };
    }

    void cardMark(Ins ins) {
        Place place = selection.place((Address) ins.attr, ins.inputs);
        selection.emit(new MachineInsn(MachineOp.CARD_MARK).place(place).temp(selection.code.newValue(Type.LONG)));
    }

    void compareAndSet(Ins ins) {
        Address address = (Address) ins.attr;
        requireInteger(ins, address);
        Ins expected = ins.in(ins.inputs.length - 2);
        Ins fresh = ins.in(ins.inputs.length - 1);
        boolean set = ins.op == obol.aot.ir.Op.COMPARE_AND_SET;
        MachineInsn exchange = new MachineInsn(MachineOp.COMPARE_EXCHANGE).x86(Op.LOCK_CMPXCHG, Selection.width(address.kind()));
        exchange.target = address.kind();
        exchange.place(selection.place(address, ins.inputs));
        exchange.b(selection.register(fresh));
        exchange.a(Use.fixed(selection.value(expected), Location.RAX));
        if (selection.isNeeded(ins)) {
            Value result = selection.value(ins);
            exchange.def(set ? Def.register(result) : Def.fixed(result, Location.RAX));
        }
        selection.emit(exchange.clobber(Location.RAX));
    }

    void fetch(Ins ins) {
        Address address = (Address) ins.attr;
        requireInteger(ins, address);
        MachineInsn exchange = new MachineInsn(MachineOp.EXCHANGE).x86(
            ins.op == obol.aot.ir.Op.FETCH_ADD ? Op.LOCK_XADD : Op.XCHG, Selection.width(address.kind()));
        exchange.target = address.kind();
        exchange.place(selection.place(address, ins.inputs));
        Use copied = selection.tied(ins.in(ins.inputs.length - 1));
        selection.emit(exchange.b(copied).def(Def.tied(selection.value(ins), copied)));
    }

    private static void requireInteger(Ins ins, Address address) {
        if (address.kind().type.isFloating()) throw new IllegalArgumentException("atomic access to floating memory: " + ins);
    }

    void processor(Ins ins) {
        switch (ins.op) {
            case THREAD, STACK_POINTER -> {
                MachineInsn read = new MachineInsn(MachineOp.READ_REGISTER).def(selection.result(ins));
                read.number = (ins.op == obol.aot.ir.Op.THREAD ? Gpr.R15 : Gpr.RSP).ordinal();
                selection.emit(read);
            }
            case PAUSE -> selection.emit(new MachineInsn(MachineOp.PAUSE));
            default -> {
                MachineInsn read = new MachineInsn(MachineOp.READ_TIME).clobber(Location.RAX).clobber(Location.RDX);
                if (selection.isNeeded(ins)) read.def(Def.fixed(selection.value(ins), Location.RAX));
                selection.emit(read);
            }
        }
    }

    // Calls.

    void call(Ins ins) {
        CallTarget target = (CallTarget) ins.attr;
        int first = target.indirect() ? 1 : 0;
        // The types are the values' own: the method of an indirect call may be the operation that calls code through an address.
        List<Type> types = new ArrayList<>();
        for (int i = first; i < ins.inputs.length; i++) types.add(ins.in(i).type);
        Convention convention = new Convention(types);
        MachineInsn call = new MachineInsn(MachineOp.CALL);
        if (!target.indirect()) call.target = symbol(target);
        else if (selection.isFoldableLoad(ins.in(0))) call.a(selection.foldLoad(ins.in(0)));
        else call.a(selection.register(ins.in(0)));
        for (int i = 0; i < convention.arguments.length; i++) {
            Ins argument = ins.in(first + i);
            int where = convention.arguments[i];
            if (Location.isRegister(where)) call.reads(Use.fixed(selection.value(argument), where));
            else outgoing(argument, Location.slotIndex(where));
        }
        selection.code.outgoingWords = Math.max(selection.code.outgoingWords, convention.stackArguments);
        call.clobbers = Location.ALL_REGISTERS;
        call.position = ins.position;
        call.handler = selection.handlerOf(ins);
        if (selection.isNeeded(ins)) call.def(Def.fixed(selection.value(ins), Convention.result(ins.type)));
        selection.emitAccess(call);
    }

    private static Object symbol(CallTarget target) {
        String symbol = target.symbol() != null ? target.symbol() : target.method().assembly;
        return symbol != null ? new AssemblySymbol(symbol) : target.method();
    }

    private void outgoing(Ins argument, int number) {
        MachineInsn store = new MachineInsn(MachineOp.OUTGOING);
        Immediate immediate = Selection.immediate(argument);
        boolean zeroExtended = immediate != null && (argument.type == Type.LONG || immediate.value() >= 0);
        store.a(zeroExtended ? immediate : selection.register(argument));
        store.number = number;
        selection.emit(store);
    }

    void stubCall(Ins ins) {
        Stub stub = (Stub) ins.attr;
        MachineInsn call = new MachineInsn(MachineOp.STUB_CALL).calls(stub, ins, selection.handlerOf(ins));
        for (int i = 0; i < ins.inputs.length; i++) {
            call.reads(Use.fixed(selection.value(ins.in(i)), Convention.STUB[i]));
            call.clobber(Convention.STUB[i]);
        }
        if (stub.result != Type.VOID) {
            call.clobber(Location.RAX);
            if (selection.isNeeded(ins)) call.def(Def.fixed(selection.value(ins), Location.RAX));
        }
        selection.emit(call);
    }

    void stubIf(Ins ins) {
        Guard guard = (Guard) ins.attr;
        MachineInsn check = new MachineInsn(MachineOp.STUB_IF).calls(guard.stub(), ins, selection.handlerOf(ins));
        selection.integers().compare(check, guard.condition(), ins.in(0), ins.in(1));
        check.arguments = arguments(check, ins, ins.inputs.length);
        for (int i = 0; i < check.arguments.size(); i++) check.temp(selection.code.newValue(Type.LONG));
        selection.emitAccess(check);
    }

    void trapIf(Ins ins) {
        Guard guard = (Guard) ins.attr;
        MachineInsn check = new MachineInsn(MachineOp.TRAP_IF).calls(guard.stub(), ins, selection.handlerOf(ins));
        // The length in a bounds check: what is compared in memory is read from there again for the stub.
        boolean readAgain = ins.inputs.length == 4 && ins.in(1) == ins.in(3) && ins.in(0) != ins.in(1) && selection.isFoldableTwice(ins.in(1));
        selection.integers().compare(check, guard.condition(), ins.in(0), ins.in(1));
        if (readAgain) check.place = (Place) (check.a instanceof Place ? check.a : check.b);
        check.arguments = arguments(check, ins, readAgain ? 3 : ins.inputs.length);
        selection.emitAccess(check);
    }

    /** The inputs behind the two that are compared. */
    private List<Use> arguments(MachineInsn check, Ins ins, int end) {
        List<Use> arguments = new ArrayList<>();
        for (int i = 2; i < end; i++) {
            Use use = Use.lateAny(selection.value(ins.in(i)));
            check.reads(use);
            arguments.add(use);
        }
        return arguments;
    }

    /**
     * Leaves a null check to the access that comes next, if that is through the checked reference, near enough to null to
     * fault, and no barrier lies between.
     */
    boolean foldNullCheck(Ins ins, int index) {
        if (ins.op != obol.aot.ir.Op.TRAP_IF || Selection.isConstant(ins.in(0))) return false;
        Guard guard = (Guard) ins.attr;
        if (guard.condition() != Condition.EQ || guard.stub() != Stub.THROW_NULL_POINTER || !ins.in(1).isNull()) return false;
        MachineInsn access = accessBehind(ins.in(0), ins.block, index + 1);
        if (access == null || access.nullCheck != null) return false;
        access.nullCheck = new NullCheck(guard.stub(), ins.position, selection.handlerOf(ins));
        return true;
    }

    /** The first access through the reference; as a load is made where it is covered, that is not the first in the graph's order. */
    private MachineInsn accessBehind(Ins reference, Block block, int from) {
        Ins first = null;
        Block at = block;
        for (int i = from; i < at.body.size(); i++) {
            Ins ins = at.body.get(i);
            if ((ins.op == obol.aot.ir.Op.LOAD || ins.op == obol.aot.ir.Op.STORE) && ins.in(0) == reference && selection.isLive(ins)) {
                if (selection.accessOf(ins) == null) return null;
                if (first == null || selection.isMadeBefore(ins, first)) first = ins;
            }
            if (ins.op == obol.aot.ir.Op.GOTO && first == null && at.succs.get(0).preds.size() == 1) {
                at = at.succs.get(0);
                i = -1;
            } else if (Selection.isBarrier(ins)) {
                break;
            }
        }
        if (first == null) return null;
        Address address = (Address) first.attr;
        boolean near = !address.indexed() && address.number() == null && address.displacement() >= 0
            && address.displacement() + address.kind().bytes() <= MemoryMap.NULL_AREA;
        return near ? selection.accessOf(first) : null;
    }

    void allocate(Ins ins) {
        Allocation allocation = (Allocation) ins.attr;
        boolean array = ins.op == obol.aot.ir.Op.ALLOCATE_ARRAY;
        MachineInsn allocate = new MachineInsn(array ? MachineOp.ALLOCATE_ARRAY : MachineOp.ALLOCATE)
            .calls(array ? Stub.NEW_ARRAY : Stub.NEW, ins, selection.handlerOf(ins));
        allocate.target = allocation;
        Use hub = Use.any(selection.code.newValue(Type.LONG, selection.code.graph.ins(obol.aot.ir.Op.HUB, Type.LONG).attr(allocation.type())));
        if (array) allocate.a(selection.lateRegister(ins.in(0)));
        allocate.arguments = array ? List.of(hub, (Use) allocate.a) : List.of(hub);
        selection.emit(allocate.def(Def.earlyRegister(selection.value(ins))).temp(selection.code.newValue(Type.LONG)));
    }

    void poll(Ins ins) {
        selection.emit(new MachineInsn(MachineOp.POLL).calls(Stub.POLL, ins, selection.handlerOf(ins)));
    }

    // Ends.

    void end(Ins ins) {
        switch (ins.op) {
            case GOTO -> selection.emit(new MachineInsn(MachineOp.GOTO));
            case IF -> {
                MachineInsn branch = new MachineInsn(MachineOp.BRANCH);
                selection.integers().compare(branch, (Condition) ins.attr, ins.in(0), ins.in(1));
                selection.emitAccess(branch);
            }
            case SWITCH -> {
                MachineInsn branch = new MachineInsn(MachineOp.SWITCH).a(selection.register(ins.in(0))).temp(selection.code.newValue(Type.LONG));
                branch.keys = (int[]) ins.attr;
                selection.emit(branch);
            }
            case RETURN -> {
                MachineInsn ret = new MachineInsn(MachineOp.RETURN);
                if (ins.inputs.length > 0) ret.reads(Use.fixed(selection.value(ins.in(0)), Convention.result(ins.in(0).type)));
                selection.emit(ret);
            }
            default -> selection.emit(new MachineInsn(MachineOp.UNREACHABLE));
        }
    }
}
