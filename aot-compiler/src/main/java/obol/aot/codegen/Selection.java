package obol.aot.codegen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Immediate;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.Place;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.codegen.machine.Source;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;
import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.x86.Gpr;
import obol.aot.x86.Width;

/**
 * Instruction selection: from a graph at the MACHINE level to {@link MachineCode} with operand constraints.
 *
 * <p>Bottom-up tiling: the instructions of the graph are visited from the last to the first, blocks in postorder, so an
 * instruction is seen after all its users (phis read their inputs in any case). Each covers as much of what it reads as one
 * machine instruction can: constants become immediates, loads memory operands, sums addresses. What is covered everywhere is
 * never asked for as a value and so never emitted. A load may be covered only by its single user, in the same block, when
 * no effect lies between (for a write's sake, and because a null check may come to rely on it); other instructions, too, only by a single user in the same block, so that nothing
 * is computed twice. O(instructions).
 */
final class Selection {
    final MachineCode code;
    private final Graph graph;
    private final Value[] values;
    private final int[] uses;
    private final boolean[] needed;
    /** Barriers before the instruction in its block. */
    private final int[] epoch;
    private final MachineInsn[] accesses;
    /** When the access was selected: as selection goes backwards, the greater the earlier it is made. */
    private final int[] accessTimes;
    private int time;
    private final BitSet live = new BitSet();
    private final MachineBlock[] blocks;
    private final Convention convention;
    /** Registers in which the entry block's parameters arrive. */
    private final List<Def> parameters = new ArrayList<>();
    private final List<MachineInsn> incoming = new ArrayList<>();

    private final IntegerSelection integers = new IntegerSelection(this);
    private final FloatingSelection floats = new FloatingSelection(this);
    private final EffectSelection effects = new EffectSelection(this);

    /** What the instruction being selected becomes, in order. */
    private List<MachineInsn> out;
    private Ins current;
    private MachineBlock block;
    private Ins foldableTwice;

    private Selection(Graph graph) {
        this.graph = graph;
        code = new MachineCode(graph);
        int bound = graph.insCount();
        values = new Value[bound];
        uses = new int[bound];
        needed = new boolean[bound];
        epoch = new int[bound];
        accesses = new MachineInsn[bound];
        accessTimes = new int[bound];
        blocks = new MachineBlock[graph.blockCount()];
        convention = new Convention(graph.method.parameters);
    }

    /** The blocks of the graph must be in reverse postorder. */
    static MachineCode select(Graph graph, BlockOrder order, boolean implicitNullChecks) {
        Selection selection = new Selection(graph);
        selection.makeBlocks(order);
        selection.findLive();
        for (int i = graph.blocks.size() - 1; i >= 0; i--) selection.select(graph.blocks.get(i), implicitNullChecks);
        selection.makePhis();
        return selection.code;
    }

    private void makeBlocks(BlockOrder order) {
        for (Block b : order.order) {
            MachineBlock made = new MachineBlock(b, code.blocks.size(), order.loopDepth(b));
            blocks[b.id] = made;
            code.blocks.add(made);
        }
        for (MachineBlock made : code.blocks) {
            for (Block pred : made.block.preds) made.preds.add(blocks[pred.id]);
            for (Block succ : made.block.succs) made.succs.add(blocks[succ.id]);
            if (made.block.handler != null) {
                made.handler = blocks[made.block.handler.id];
                made.handler.isHandler = true;
            }
        }
    }

    /** Marks what is used in the end by an effect, counts uses by it, and numbers the epochs. */
    private void findLive() {
        List<Ins> work = new ArrayList<>();
        for (Block b : graph.blocks) {
            int effects = 0;
            for (Ins ins : b.body) {
                epoch[ins.id] = effects;
                if (isBarrier(ins)) effects++;
                if (isEffect(ins)) markLive(ins, work);
            }
        }
        while (!work.isEmpty()) {
            for (Ins in : work.remove(work.size() - 1).inputs) {
                uses[in.id]++;
                markLive(in, work);
            }
        }
        for (Block b : graph.blocks) {
            for (int i = 0, n = b.phiCount(); i < n; i++) {
                Ins phi = b.body.get(i);
                if (!live.get(phi.id)) continue;
                needed[phi.id] = true;
                for (Ins in : phi.inputs) needed[in.id] = true;
            }
        }
    }

    /** It must be emitted whether or not its value is used. */
    static boolean isEffect(Ins ins) {
        return ins.op.writes() || ins.op.safepoint() || ins.op.mayThrow() || ins.op.ends();
    }

    /** Nothing that may fault is moved over it: effects, and what becomes a call, at which values that only a handler reads are not live. */
    static boolean isBarrier(Ins ins) {
        return isEffect(ins) || ins.op == Op.REM && ins.type.isFloating();
    }

    private void markLive(Ins ins, List<Ins> work) {
        if (live.get(ins.id)) return;
        live.set(ins.id);
        work.add(ins);
    }

    private void select(Block source, boolean implicitNullChecks) {
        block = blocks[source.id];
        List<MachineInsn> reversed = new ArrayList<>();
        for (int i = source.body.size() - 1; i >= 0; i--) {
            Ins ins = source.body.get(i);
            if (!live.get(ins.id) || ins.op == Op.PHI || ins.isConst()) continue;
            if (!isEffect(ins) && !needed[ins.id]) continue;
            current = ins;
            time++;
            out = new ArrayList<>(2);
            if (!(implicitNullChecks && effects.foldNullCheck(ins, i))) select(ins);
            Collections.reverse(out);
            reversed.addAll(out);
        }
        MachineInsn start = new MachineInsn(MachineOp.BLOCK);
        if (source == graph.entry) {
            Collections.reverse(incoming);
            reversed.addAll(incoming);
            parameters.forEach(start::def);
        }
        if (block.isHandler) {
            Ins caught = source.body.get(0);
            if (caught.op == Op.CATCH && needed[caught.id]) start.def(Def.fixed(value(caught), Location.RAX));
        }
        reversed.add(start);
        Collections.reverse(reversed);
        block.insns = reversed;
    }

    private void select(Ins ins) {
        switch (ins.op) {
            case STRING, HUB, LINK_NUMBER, CATCH, FENCE -> { }
            case PARAM -> parameter(ins);
            case ADD, SUB, MUL, DIV, REM, NEG, ABS -> {
                if (ins.type.isFloating()) floats.arithmetic(ins);
                else integers.arithmetic(ins);
            }
            case AND, OR, XOR -> integers.bitwise(ins);
            case SHL, SHR, USHR -> integers.shift(ins);
            case MULTIPLY_HIGH -> integers.multiplyHigh(ins);
            case BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS, REVERSE_BYTES -> integers.bits(ins);
            case COMPARE -> integers.threeWay(ins);
            case SET -> integers.set(ins);
            case SELECT -> integers.conditional(ins);
            case EXTEND -> integers.extend(ins);
            case SQRT -> floats.squareRoot(ins);
            case CONVERT -> floats.convert(ins);
            case BITCAST -> floats.bitcast(ins);
            case ADDRESS_OF, OBJECT_AT -> integers.retype(ins);
            case LOAD -> effects.load(ins);
            case STORE -> effects.store(ins);
            case CARD_MARK -> effects.cardMark(ins);
            case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> effects.compareAndSet(ins);
            case FETCH_ADD, FETCH_SET -> effects.fetch(ins);
            case THREAD, STACK_POINTER, PAUSE, RDTSC -> effects.processor(ins);
            case CALL -> effects.call(ins);
            case STUB_CALL -> effects.stubCall(ins);
            case STUB_IF -> effects.stubIf(ins);
            case TRAP_IF -> effects.trapIf(ins);
            case ALLOCATE, ALLOCATE_ARRAY -> effects.allocate(ins);
            case POLL -> effects.poll(ins);
            case GOTO, IF, SWITCH, RETURN, UNREACHABLE -> effects.end(ins);
            default -> throw new IllegalArgumentException(ins + " is not an operation of the machine, in " + graph.method);
        }
    }

    private void parameter(Ins ins) {
        int where = convention.arguments[(int) ins.bits];
        if (Location.isRegister(where)) {
            parameters.add(Def.fixed(value(ins), where));
        } else {
            MachineInsn load = new MachineInsn(MachineOp.INCOMING).def(Def.register(value(ins)));
            load.number = Location.slotIndex(where);
            incoming.add(load);
        }
    }

    private void makePhis() {
        for (MachineBlock made : code.blocks) {
            for (int i = 0, n = made.block.phiCount(); i < n; i++) {
                Ins phi = made.block.body.get(i);
                if (!live.get(phi.id)) continue;
                List<Value> inputs = new ArrayList<>();
                for (Ins in : phi.inputs) inputs.add(value(in));
                made.phis.add(new MachineBlock.Phi(value(phi), inputs));
            }
        }
    }

    // For the selection of single operations.

    MachineInsn emit(MachineInsn insn) {
        out.add(insn);
        return insn;
    }

    IntegerSelection integers() {
        return integers;
    }

    /** The block that the instruction throws into, or null. */
    MachineBlock handlerOf(Ins ins) {
        Block in = ins.block;
        return in.handler != null && in.thrower() == ins ? blocks[in.handler.id] : null;
    }

    boolean isNeeded(Ins ins) {
        return needed[ins.id];
    }

    /** The value that an instruction computes; asking for it makes the instruction be emitted. */
    Value value(Ins ins) {
        needed[ins.id] = true;
        Value value = values[ins.id];
        if (value == null) values[ins.id] = value = code.newValue(ins.type, isConstant(ins) ? ins : null);
        return value;
    }

    static boolean isConstant(Ins ins) {
        return ins.op == Op.CONST || ins.op == Op.STRING || ins.op == Op.HUB || ins.op == Op.LINK_NUMBER;
    }

    /** The value in a register of its own that lasts for this instruction, when it is a constant. */
    private Value inRegister(Ins ins) {
        if (!isConstant(ins)) return value(ins);
        Value copy = code.newValue(ins.type);
        Use constant = Use.tied(value(ins));
        emit(new MachineInsn(MachineOp.COPY).a(constant).def(Def.tied(copy, constant)));
        return copy;
    }

    Use register(Ins ins) {
        return Use.register(inRegister(ins));
    }

    Use lateRegister(Ins ins) {
        return Use.lateRegister(inRegister(ins));
    }

    /** In a register or, if it has one, its slot. */
    Use registerOrSlot(Ins ins) {
        return isConstant(ins) ? register(ins) : Use.any(value(ins));
    }

    Use tied(Ins ins) {
        return Use.tied(value(ins));
    }

    Def result(Ins ins) {
        return Def.register(value(ins));
    }

    static Width width(Type type) {
        return type.isWide() ? Width.Q : Width.D;
    }

    /** The operand that an x86 instruction takes last: an immediate, a place in memory, or a register. */
    Source operand(Ins ins) {
        Immediate immediate = immediate(ins);
        if (immediate != null) return immediate;
        return memoryOrRegister(ins);
    }

    /** A covered load, a constant of the pool, a slot, or a register. */
    Source memoryOrRegister(Ins ins) {
        if (ins.op == Op.CONST && ins.type.isFloating()) return Place.constant(PoolConstant.of(bits(ins)));
        if (isFoldableLoad(ins)) return foldLoad(ins);
        return registerOrSlot(ins);
    }

    /** The integer constant as an immediate of 32 bits, or null. */
    static Immediate immediate(Ins ins) {
        return switch (ins.op) {
            case STRING -> new Immediate(0, new Literal((String) ins.attr));
            case HUB, LINK_NUMBER -> new Immediate(0, ins.attr);
            case CONST -> ins.type.isFloating() || !Immediate.fits(bits(ins)) ? null : Immediate.of(bits(ins));
            default -> null;
        };
    }

    /** A constant's bits, an INT's sign-extended. */
    static long bits(Ins constant) {
        return switch (constant.type) {
            case INT -> (int) constant.bits;
            case FLOAT -> constant.bits & 0xFFFF_FFFFL;
            default -> constant.bits;
        };
    }

    /** Whether the current instruction may cover this one: it is the only user, in the same block. */
    boolean isFoldable(Ins ins) {
        return (uses[ins.id] == 1 || ins == foldableTwice) && ins.block == current.block && !needed[ins.id];
    }

    /** Whether the current instruction may cover this load, which it uses twice and nobody else does; from now on it may. */
    boolean isFoldableTwice(Ins load) {
        if (uses[load.id] != 2) return false;
        foldableTwice = load;
        if (isFoldableLoad(load)) return true;
        foldableTwice = null;
        return false;
    }

    /** Whether the current instruction may read memory in place of this load, whole and not extended. */
    boolean isFoldableLoad(Ins ins) {
        return isFoldableLoadOfAnyKind(ins) && switch (((Address) ins.attr).kind()) {
            case I32, I64, REF, F32, F64 -> true;
            default -> false;
        };
    }

    boolean isFoldableLoadOfAnyKind(Ins ins) {
        return ins.op == Op.LOAD && isFoldable(ins) && epoch[ins.id] == epoch[current.id];
    }

    /** The memory operand for a covered load. The instruction that gets it must be told with {@link #accesses}. */
    Place foldLoad(Ins load) {
        folded.add(load);
        return place((Address) load.attr, load.inputs);
    }

    private final List<Ins> folded = new ArrayList<>(2);

    /** Emits an instruction that accesses memory for {@code current} or for loads covered since the last one. */
    MachineInsn emitAccess(MachineInsn insn) {
        accesses[current.id] = insn;
        accessTimes[current.id] = time;
        for (Ins load : folded) {
            accesses[load.id] = insn;
            accessTimes[load.id] = time;
        }
        folded.clear();
        return emit(insn);
    }

    /** The machine instruction that makes a LOAD's or STORE's access, or null. */
    MachineInsn accessOf(Ins ins) {
        return accesses[ins.id];
    }

    /** Of two LOADs or STOREs in one block or one that leads to the other only, whether the first's access is made earlier. */
    boolean isMadeBefore(Ins a, Ins b) {
        return accessTimes[a.id] > accessTimes[b.id];
    }

    boolean isLive(Ins ins) {
        return live.get(ins.id);
    }

    /** Whether the first is likelier to be in a register still: made here, after the last effect behind the other. */
    boolean isNewer(Ins a, Ins b) {
        return a.block == current.block && (b.block != current.block || epoch[b.id] < epoch[a.id]);
    }

    int useCount(Ins ins) {
        return uses[ins.id];
    }

    /** The place a memory operation names: base, index if the address has one; further inputs do not matter. */
    Place place(Address address, Ins[] inputs) {
        return new AddressTile(this, address, inputs[0], address.indexed() ? inputs[1] : null).place();
    }

    static Gpr machineRegister(Ins ins) {
        return ins.op == Op.THREAD ? Gpr.R15 : null;
    }

    /** Bytes the operation accesses, as an operand width. */
    static Width width(MemKind kind) {
        return switch (kind.bytes()) {
            case 1 -> Width.B;
            case 2 -> Width.W;
            case 4 -> Width.D;
            default -> Width.Q;
        };
    }
}
