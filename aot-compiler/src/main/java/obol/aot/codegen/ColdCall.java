package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.ir.Type;

/**
 * A call of a stub on a cold path of an instruction that lets all registers alone but its result and temporaries. Stubs take
 * their arguments in rax, rcx, rdx; what lies in these and is no concern of the instruction is kept meanwhile in the
 * instruction's spare registers, of which there are at least as many as arguments. The safepoint's map says where the
 * references are during the call.
 */
final class ColdCall {
    private final Emitter emitter;
    private final MachineInsn insn;
    /** From an argument register to the spare one where its content is kept. */
    private final ParallelMove save = new ParallelMove();
    private final ParallelMove restore = new ParallelMove();
    private int referenceRegisters;

    /** {@code spare}: registers that the instruction may change. */
    ColdCall(Emitter emitter, MachineInsn insn, List<Def> spare) {
        this.emitter = emitter;
        this.insn = insn;
        referenceRegisters = insn.referenceRegisters;
        List<Integer> keepers = new ArrayList<>();
        int spares = 0;
        int arguments = 0;
        for (int i = 0; i < insn.stub.arguments; i++) arguments |= 1 << Convention.STUB[i];
        for (Def def : spare) {
            spares |= 1 << def.location;
            if ((arguments >> def.location & 1) == 0) keepers.add(def.location);
        }
        for (int i = 0; i < insn.stub.arguments; i++) {
            int register = Convention.STUB[i];
            if ((spares >> register & 1) != 0) continue;
            int keeper = keepers.remove(0);
            save.add(Type.LONG, register, keeper);
            restore.add(Type.LONG, keeper, register);
            if ((referenceRegisters >> register & 1) != 0) referenceRegisters ^= 1 << register | 1 << keeper;
        }
    }

    /** The result, if the stub has one, goes to the instruction's. */
    void emit() {
        for (int i = 0; i < insn.arguments.size(); i++) {
            save.add(insn.arguments.get(i), Convention.STUB[i]);
        }
        if (insn.stub.result != Type.VOID) restore.add(insn.stub.result, Location.RAX, insn.def().location);
        emitter.moves.emit(save);
        emitter.asm.call(Emitter.symbol(insn.stub));
        emitter.safepoint(insn.referenceSlots, referenceRegisters, insn.handler, insn.position);
        emitter.moves.emit(restore);
    }
}
