package obol.aot.codegen;

import java.util.ArrayList;
import java.util.List;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.codegen.machine.Value;
import obol.aot.x86.Assembler;
import obol.aot.x86.Gpr;
import obol.aot.x86.Imm;
import obol.aot.x86.Mem;
import obol.aot.x86.Op;
import obol.aot.x86.Width;
import obol.aot.x86.Xmm;

/**
 * Puts a parallel move into a sequence: a move whose destination nobody still reads goes first; what remains are cycles, which
 * are broken by exchanging two general registers or by keeping one value aside in {@link Location#SCRATCH}, which is free
 * again before the next cycle. Memory to memory goes over the stack. May change the flags. O(moves squared), few as they are.
 */
final class MoveSequence {
    /** Where the frame and the constants are. */
    interface Places {
        Mem slot(int location);

        Mem constant(PoolConstant constant);
    }

    private final Assembler asm;
    private final Places places;

    MoveSequence(Assembler asm, Places places) {
        this.asm = asm;
        this.places = places;
    }

    void emit(ParallelMove move) {
        List<ParallelMove.Move> pending = new ArrayList<>(move.moves);
        while (!pending.isEmpty()) {
            boolean progress = false;
            for (int i = 0; i < pending.size(); i++) {
                ParallelMove.Move m = pending.get(i);
                if (isRead(m.to(), pending, i)) continue;
                pending.remove(i--);
                progress = true;
                if (m.constant() != null) constant(m.constant(), m.to());
                else if (m.from() != m.to()) move(m.from(), m.to(), m.narrow());
            }
            if (!progress) breakCycle(pending);
        }
    }

    private static boolean isRead(int location, List<ParallelMove.Move> pending, int except) {
        for (int i = 0; i < pending.size(); i++) {
            ParallelMove.Move m = pending.get(i);
            if (i != except && m.constant() == null && m.from() == location) return true;
        }
        return false;
    }

    private void breakCycle(List<ParallelMove.Move> pending) {
        ParallelMove.Move m = null;
        for (ParallelMove.Move candidate : pending) if (candidate.constant() == null) m = candidate;
        if (m == null) throw new IllegalStateException("two moves to one place: " + pending);
        int from = m.from();
        int to = m.to();
        if (Location.isGpr(from) && Location.isGpr(to)) {
            asm.emit(Op.XCHG, Width.Q, Location.gpr(to), Location.gpr(from));
            pending.remove(m);
            rename(pending, to, from, from, to);
        } else {
            move(to, Location.SCRATCH_XMM, false);
            rename(pending, to, Location.SCRATCH_XMM, Location.NONE, Location.NONE);
        }
    }

    /** What was in a is now in {@code aNow}, and likewise b. */
    private static void rename(List<ParallelMove.Move> pending, int a, int aNow, int b, int bNow) {
        pending.replaceAll(m -> m.constant() != null ? m
            : m.from() == a ? new ParallelMove.Move(aNow, null, m.to(), m.narrow())
            : m.from() == b ? new ParallelMove.Move(bNow, null, m.to(), m.narrow()) : m);
    }

    /** {@code narrow}: the value's upper half is zero, in slots too. */
    void move(int from, int to, boolean narrow) {
        if (Location.isGpr(to)) {
            Gpr register = Location.gpr(to);
            Width width = narrow ? Width.D : Width.Q;
            if (Location.isGpr(from)) asm.mov(width, register, Location.gpr(from));
            else if (Location.isXmm(from)) asm.emit(Op.MOVQ, Width.Q, register, Location.xmm(from));
            else asm.mov(width, register, places.slot(from));
        } else if (Location.isXmm(to)) {
            Xmm register = Location.xmm(to);
            if (Location.isXmm(from)) asm.emit(Op.MOVAPS, register, Location.xmm(from));
            else if (Location.isGpr(from)) asm.emit(Op.MOVQ, Width.Q, register, Location.gpr(from));
            else asm.emit(Op.MOVSD, register, places.slot(from));
        } else {
            Mem slot = places.slot(to);
            if (Location.isGpr(from)) {
                asm.mov(Width.Q, slot, Location.gpr(from));
            } else if (Location.isXmm(from)) {
                asm.emit(Op.MOVSD, slot, Location.xmm(from));
            } else {
                // The address of a pop is formed after rsp has come back.
                asm.emit(Op.PUSH, places.slot(from));
                asm.emit(Op.POP, slot);
            }
        }
    }

    private void constant(Value value, int to) {
        Immediate immediate = Selection.immediate(value.constant);
        if (Location.isGpr(to)) general(value, immediate, Location.gpr(to));
        else if (Location.isXmm(to)) floating(Selection.bits(value.constant), value.type.isWide(), Location.xmm(to));
        else memory(value, immediate, places.slot(to));
    }

    private void general(Value value, Immediate immediate, Gpr to) {
        if (immediate != null && immediate.symbol() != null) asm.movImm32(to, immediate.symbol());
        else if (Selection.bits(value.constant) == 0) asm.emit(Op.XOR, Width.D, to, to);
        else asm.movImm(to, extended(value));
    }

    /** As it lies in a register: INT zero-extended. */
    private static long extended(Value value) {
        long bits = Selection.bits(value.constant);
        return value.type.isWide() ? bits : bits & 0xFFFF_FFFFL;
    }

    private void floating(long bits, boolean wide, Xmm to) {
        if (bits == 0) asm.emit(Op.XORPS, to, to);
        else asm.emit(wide ? Op.MOVSD : Op.MOVSS, to, places.constant(PoolConstant.of(bits)));
    }

    private void memory(Value value, Immediate immediate, Mem to) {
        if (immediate != null && immediate.symbol() != null) {
            asm.mov(Width.Q, to, Imm.address(immediate.symbol()));
            return;
        }
        long bits = extended(value);
        if (Immediate.fits(bits)) {
            asm.mov(Width.Q, to, Imm.of(bits));
        } else {
            asm.mov(Width.D, to, Imm.of((int) bits));
            asm.mov(Width.D, new Mem(to.base(), to.disp() + 4), Imm.of((int) (bits >>> 32)));
        }
    }
}
