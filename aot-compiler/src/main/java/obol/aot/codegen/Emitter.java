package obol.aot.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.FlagTest;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.NullCheck;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.codegen.machine.Source;
import obol.aot.codegen.machine.Use;
import obol.aot.ir.Position;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
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
import obol.layout.ThreadLayout;

/**
 * From allocated machine code to bytes and tables: frame, control flow, moves, cold paths, constants, safepoints and traps.
 * {@link Operations} has the code of the single operations.
 *
 * <p>The frame, from rsp: outgoing stack arguments, slots; above it the return address and the incoming stack arguments.
 * Behind the blocks lie the cold paths, behind these the constants and jump tables.
 */
final class Emitter implements MoveSequence.Places {
    /** Above it the entry check compares rsp less the frame. */
    private static final int SMALL_FRAME = 4096;
    /** The entry check's stub sees rsp only; the frame must lie within the reserve that it keeps. */
    private static final int LARGEST_FRAME = ThreadLayout.STACK_RESERVE / 2;

    private static final int LOOP_ALIGNMENT = 16;

    private record PendingSafepoint(Label at, int frameWords, BitSet references, int registers, MachineBlock handler, Position position) {}

    private record PendingTrap(Label at, Label target, Position position) {}

    private record JumpTable(Label at, List<Label> targets) {}

    final MachineCode code;
    final Assembler asm = new Assembler();
    final MoveSequence moves = new MoveSequence(asm, this);
    private final Label[] labels;
    private final Deque<Runnable> cold = new ArrayDeque<>();
    private final Map<PoolConstant, Label> constants = new LinkedHashMap<>();
    private final List<JumpTable> tables = new ArrayList<>();
    private final List<PendingSafepoint> safepoints = new ArrayList<>();
    private final List<PendingTrap> traps = new ArrayList<>();
    private final int frameSize;
    /** By block: itself, or where it only jumps to. Blocks that only jump are not emitted. */
    private final MachineBlock[] targets;
    private MachineBlock next;

    private Emitter(MachineCode code) {
        this.code = code;
        labels = new Label[code.blocks.size()];
        for (int i = 0; i < labels.length; i++) labels[i] = new Label();
        targets = new MachineBlock[labels.length];
        for (MachineBlock block : code.blocks) targets[block.index] = target(block);
        frameSize = 8 * code.frameWords();
        if (frameSize > LARGEST_FRAME) throw new IllegalStateException("frame of " + frameSize + " bytes in " + code.graph.method);
    }

    static CompiledMethod emit(MachineCode code) {
        return new Emitter(code).emit();
    }

    private CompiledMethod emit() {
        prologue();
        Operations operations = new Operations(this);
        List<MachineBlock> emitted = code.blocks.stream().filter(b -> targets[b.index] == b).toList();
        for (int i = 0; i < emitted.size(); i++) {
            MachineBlock block = emitted.get(i);
            next = i + 1 < emitted.size() ? emitted.get(i + 1) : null;
            if (startsShortLoop(block)) asm.align(LOOP_ALIGNMENT);
            asm.bind(label(block));
            for (MachineInsn insn : block.insns) {
                moves.emit(insn.before);
                operations.emit(insn, block);
                moves.emit(insn.after);
            }
        }
        if (!cold.isEmpty()) {
            while (!cold.isEmpty()) cold.poll().run();
            // A return address must lie inside the method.
            asm.emit(Op.INT3);
        }
        data();
        asm.finish();
        return new CompiledMethod(code.graph.method, asm.code(), asm.relocs(), finishedSafepoints(), finishedTraps());
    }

    private List<Safepoint> finishedSafepoints() {
        List<Safepoint> finished = new ArrayList<>();
        for (PendingSafepoint s : safepoints) {
            int handler = s.handler == null ? -1 : asm.offsetOf(label(s.handler));
            finished.add(new Safepoint(asm.offsetOf(s.at), s.frameWords, s.references, s.registers, handler, s.position));
        }
        finished.sort(Comparator.comparingInt(Safepoint::returnOffset));
        return finished;
    }

    private List<Trap> finishedTraps() {
        List<Trap> finished = new ArrayList<>();
        for (PendingTrap t : traps) finished.add(new Trap(asm.offsetOf(t.at), asm.offsetOf(t.target), t.position));
        finished.sort(Comparator.comparingInt(Trap::instructionOffset));
        return finished;
    }

    private void data() {
        constants.entrySet().stream().sorted(Comparator.comparingInt(e -> -e.getKey().size())).forEach(entry -> {
            asm.align(entry.getKey().size());
            asm.bind(entry.getValue());
            asm.data64(entry.getKey().bits());
            if (entry.getKey().size() == 16) asm.data64(entry.getKey().high());
        });
        for (JumpTable table : tables) {
            asm.align(8);
            asm.bind(table.at);
            table.targets.forEach(asm::address64);
        }
    }

    /** Where one comes from the block without anything being done. */
    private MachineBlock target(MachineBlock block) {
        MachineBlock target = block;
        for (int steps = 0; onlyJumps(target); steps++) {
            // An empty loop.
            if (steps > code.blocks.size()) return block;
            target = target.succs.get(0);
        }
        return target;
    }

    /** The entry does not: the prologue runs into it. */
    private static boolean onlyJumps(MachineBlock block) {
        return block.index > 0 && block.insns.size() == 2 && block.last().op == MachineOp.GOTO && block.first().before.isEmpty()
            && block.first().after.isEmpty() && block.last().before.isEmpty();
    }

    /** The top of an innermost loop without calls. */
    private boolean startsShortLoop(MachineBlock block) {
        if (block.loopDepth == 0) return false;
        MachineBlock back = null;
        for (MachineBlock pred : block.preds) if (pred.index >= block.index && pred.loopDepth == block.loopDepth) back = pred;
        if (back == null) return false;
        return code.blocks.subList(block.index, back.index + 1).stream().allMatch(
            b -> b.loopDepth <= block.loopDepth && b.insns.stream().noneMatch(i -> i.op == MachineOp.CALL));
    }

    // Frame.

    private boolean needsCheck() {
        if (code.graph.method.noAllocation || !code.graph.polled) return false;
        if (frameSize > SMALL_FRAME) return true;
        return code.blocks.stream().flatMap(b -> b.insns.stream()).anyMatch(i -> i.op == MachineOp.CALL);
    }

    private void prologue() {
        if (needsCheck()) {
            Label back = new Label();
            Label poll = new Label();
            Operand lowest = Gpr.RSP;
            if (frameSize > SMALL_FRAME) {
                asm.lea(Width.Q, Gpr.RAX, new Mem(Gpr.RSP, -frameSize));
                lowest = Gpr.RAX;
            }
            asm.emit(Op.CMP, Width.Q, lowest, new Mem(Gpr.R15, ThreadLayout.LIMIT));
            asm.jcc(Cond.BE, poll);
            asm.bind(back);
            cold(() -> {
                asm.bind(poll);
                asm.call(symbol(Stub.POLL));
                entrySafepoint();
                asm.jmp(back);
            });
        }
        if (frameSize > 0) asm.emit(Op.SUB, Width.Q, Gpr.RSP, frameSize);
    }

    /** Before the frame is there: references are in argument registers and in the caller's outgoing area. */
    private void entrySafepoint() {
        List<Type> parameters = code.graph.method.parameters;
        Convention convention = new Convention(parameters);
        BitSet words = new BitSet();
        int registers = 0;
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) != Type.REF) continue;
            int where = convention.arguments[i];
            if (Location.isRegister(where)) registers |= 1 << where;
            else words.set(1 + Location.slotIndex(where));
        }
        addSafepoint(0, words, registers, null, null);
    }

    void epilogue() {
        if (frameSize > 0) asm.emit(Op.ADD, Width.Q, Gpr.RSP, frameSize);
        asm.emit(Op.RET);
    }

    @Override public Mem slot(int location) {
        return new Mem(Gpr.RSP, 8 * (code.outgoingWords + Location.slotIndex(location)));
    }

    Mem outgoing(int number) {
        return new Mem(Gpr.RSP, 8 * number);
    }

    Mem incoming(int number) {
        return new Mem(Gpr.RSP, frameSize + 8 + 8 * number);
    }

    @Override public Mem constant(PoolConstant constant) {
        return Mem.rip(constants.computeIfAbsent(constant, c -> new Label()));
    }

    Label table(List<Label> targets) {
        JumpTable table = new JumpTable(new Label(), targets);
        tables.add(table);
        return table.at;
    }

    // Operands.

    Operand operand(Source source) {
        if (source instanceof Use use) return location(use.location);
        if (source instanceof Immediate immediate) return new Imm(immediate.value(), immediate.symbol());
        return memory((Place) source);
    }

    private Operand location(int location) {
        if (Location.isGpr(location)) return Location.gpr(location);
        return Location.isXmm(location) ? Location.xmm(location) : slot(location);
    }

    Mem memory(Place place) {
        if (place.symbol() != null) return constant(place.symbol());
        Gpr base = place.base() != null ? Location.gpr(place.base().location) : place.fixedBase();
        Gpr index = place.index() != null ? Location.gpr(place.index().location) : null;
        return new Mem(base, index, index == null ? 1 : place.scale(), place.disp(), place.number(), false);
    }

    Operand register(Def def) {
        return location(def.location);
    }

    static Gpr gpr(Def def) {
        return Location.gpr(def.location);
    }

    static Gpr gpr(Source use) {
        return Location.gpr(((Use) use).location);
    }

    static Xmm xmm(Source use) {
        return Location.xmm(((Use) use).location);
    }

    // Control flow.

    Label label(MachineBlock block) {
        return labels[targets[block.index].index];
    }

    /** Code to be emitted behind all blocks. */
    void cold(Runnable path) {
        cold.add(path);
    }

    void jump(MachineBlock target) {
        if (targets[target.index] != next) asm.jmp(label(target));
    }

    /** Jumps to one of two blocks. */
    void branch(FlagTest test, MachineBlock ifTrue, MachineBlock ifFalse) {
        if (targets[ifTrue.index] == next && targets[ifFalse.index] != next) {
            branch(test.negate(), ifFalse, ifTrue);
            return;
        }
        if (test.parity() == FlagTest.Parity.AND_CLEAR) asm.jcc(Cond.P, label(ifFalse));
        if (test.parity() == FlagTest.Parity.OR_SET) asm.jcc(Cond.P, label(ifTrue));
        asm.jcc(test.cond(), label(ifTrue));
        jump(ifFalse);
    }

    /** Jumps if the test holds, else falls through. */
    void jumpIf(FlagTest test, Label target) {
        Label over = new Label();
        if (test.parity() == FlagTest.Parity.AND_CLEAR) asm.jcc(Cond.P, over);
        if (test.parity() == FlagTest.Parity.OR_SET) asm.jcc(Cond.P, target);
        asm.jcc(test.cond(), target);
        asm.bind(over);
    }

    // Tables.

    static AssemblySymbol symbol(Stub stub) {
        return new AssemblySymbol(stub.symbol());
    }

    /** Called right behind a call. The words of the frame are those of slots. */
    void safepoint(BitSet slots, int registers, MachineBlock handler, Position position) {
        BitSet words = new BitSet();
        if (slots != null) slots.stream().forEach(s -> words.set(code.outgoingWords + s));
        addSafepoint(code.frameWords(), words, registers, handler, position);
    }

    private void addSafepoint(int frameWords, BitSet words, int registers, MachineBlock handler, Position position) {
        Label here = new Label();
        asm.bind(here);
        safepoints.add(new PendingSafepoint(here, frameWords, words, registers, handler, position));
    }

    /** Called right before the instruction that makes the access. */
    void access(MachineInsn insn) {
        NullCheck check = insn.nullCheck;
        if (check == null) return;
        Label here = new Label();
        Label target = new Label();
        asm.bind(here);
        traps.add(new PendingTrap(here, target, check.position()));
        cold(() -> {
            asm.bind(target);
            asm.call(symbol(check.stub()));
            safepoint(code.handlerSlots(check.handler()), 0, check.handler(), check.position());
        });
    }
}
