package obol.aot.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import obol.aot.build.ControlFlow.Node;
import obol.aot.ir.Block;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Linkage;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.Resolution;
import obol.aot.world.Use;
import obol.aot.world.World;
import obol.classfile.Bytecodes;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;
import obol.classfile.Opcode;

/**
 * Translates the bytecode of one method: each node of its {@link ControlFlow} once, in reverse postorder.
 *
 * <p>A node's IR block is made when the first edge arrives at it. If several may arrive, each live local and each stack
 * slot gets a phi there, whose inputs are filled in when all nodes are done; so the order of nodes matters for nothing
 * but that one edge has arrived before a node's turn. Linear but for the phis.
 */
final class Translator implements Emitter.Handlers {
    /** An edge that has arrived at a node: with which values. */
    private static final class Join {
        final Block block;
        /** In the order of the block's predecessors. */
        final List<Frame> arrivals = new ArrayList<>();
        /** What the phis stand for: local n is n, stack slot n is {@code locals.length + n}. */
        final List<Integer> slots = new ArrayList<>();
        final List<Ins> phis = new ArrayList<>();

        Join(Block block) {
            this.block = block;
        }
    }

    private static final String GATE = "obol/nucleus/abi/Gate";

    private final BytecodeBuilder builder;
    private final World world;
    private final JMethod method;
    private final ConstantPool constants;
    private final Graph graph;
    private final Emitter emit;
    private final Calls calls;
    private final ControlFlow flow;
    private final TypeTests tests;
    private final Join[] joins;
    private Frame frame;
    private Node node;
    /** Phis that {@link #origin} took for redundant, and for what. */
    private final Map<Ins, Ins> assumed = new HashMap<>();
    /** What a synchronized method holds. */
    private Ins monitor;

    Translator(BytecodeBuilder builder, Graph graph) {
        this.builder = builder;
        this.world = builder.world;
        this.method = graph.method;
        this.constants = method.codeHolder.file.constants();
        this.graph = graph;
        this.emit = new Emitter(graph);
        this.calls = new Calls(builder, method, emit, this::origin);
        this.flow = new ControlFlow(method);
        this.tests = TypeTests.of(world, method, emit, builder.testsTypes);
        this.joins = new Join[flow.nodes.size()];
    }

    void run() {
        begin();
        for (Node next : flow.nodes) {
            if (joins[next.order] == null) continue;
            enter(next);
            if (next.isDispatch()) {
                dispatch();
            } else {
                emit.position = new Position(method, next.start, null);
                tests.merge(next.start, frame);
                block();
            }
        }
        for (Join join : joins) {
            if (join != null) fillPhis(join);
        }
        requireOrigins();
    }

    private void begin() {
        frame = new Frame(method.code.maxLocals() + 1, method.code.maxStack() + 1);
        emit.position = new Position(method, 0, null);
        int local = 0;
        for (int i = 0; i < method.parameters.size(); i++) {
            Type type = method.parameters.get(i);
            Ins parameter = emit.add(Op.PARAM, type);
            parameter.bits = i;
            frame.setLocal(local, parameter);
            local += type.isWide() ? 2 : 1;
        }
        int slot = method.isStatic() ? 0 : 1;
        for (String parameter : Descriptor.ofMethod(method.descriptor).parameters()) {
            tests.value(frame.locals[slot], parameter);
            slot += frame.locals[slot].type.isWide() ? 2 : 1;
        }
        if (method.isSynchronized()) {
            monitor = method.isStatic() ? emit.throwing(Op.CLASS_MIRROR, Type.REF, method.holder) : frame.locals[0];
            emit.throwing(Op.MONITOR_ENTER, Type.VOID, null, monitor);
        }
        if (method.gated) gate("enter");
        arrive(flow.nodes.get(0));
    }

    private void gate(String way) {
        emit.throwing(Op.INVOKE_STATIC, Type.VOID, world.require(GATE).declared(way, "()V"));
    }

    // Edges.

    /** Ends the block with a jump to a node. */
    private void go(Node to) {
        if (to.order <= node.order && !method.noAllocation) emit.add(Op.POLL, Type.VOID);
        arrive(to);
    }

    private void arrive(Node to) {
        Join join = joins[to.order];
        if (join == null) {
            join = new Join(graph.newBlock());
            joins[to.order] = join;
        }
        join.arrivals.add(frame.copy());
        emit.jump(join.block);
    }

    /** From the new block {@code from}, a split edge, jumps to a node. */
    private void goFrom(Block from, Node to) {
        emit.block = from;
        go(to);
    }

    @Override public void caught(Block handler, Ins exception) {
        Block place = emit.block;
        Frame here = frame;
        frame = frame.copy();
        frame.clearStack();
        frame.push(exception);
        goFrom(handler, node.dispatch);
        frame = here;
        emit.block = place;
    }

    private void enter(Node next) {
        node = next;
        Join join = joins[next.order];
        emit.block = join.block;
        emit.handlers = next.dispatch == null ? null : this;
        frame = join.arrivals.get(0).copy();
        for (int i = 0; i < frame.locals.length; i++) {
            if (!next.live.get(i)) frame.locals[i] = null;
            else if (frame.locals[i] != null) frame.locals[i] = merged(join, i, frame.locals[i]);
        }
        for (int i = 0; i < frame.depth; i++) {
            if (frame.stack[i] != null) frame.stack[i] = merged(join, frame.locals.length + i, frame.stack[i]);
        }
    }

    private Ins merged(Join join, int slot, Ins first) {
        if (!node.joins()) return first;
        Ins phi = graph.add(join.block, Op.PHI, first.type);
        join.slots.add(slot);
        join.phis.add(phi);
        return phi;
    }

    /**
     * The value behind phis that so far merge one value only, if it is wanted, else null. A phi at the header of a loop may still get
     * another one; {@link #requireOrigins} makes sure that none did.
     */
    private Ins origin(Ins value, Predicate<Ins> wanted) {
        if (value.op != Op.PHI) return wanted.test(value) ? value : null;
        Set<Ins> seen = new HashSet<>(Set.of(value));
        Deque<Ins> work = new ArrayDeque<>(seen);
        Ins source = null;
        while (!work.isEmpty()) {
            for (Ins in : arrived(work.remove())) {
                if (in.op == Op.PHI) {
                    if (seen.add(in)) work.add(in);
                } else if (source == null && wanted.test(in)) {
                    source = in;
                } else if (in != source) {
                    return null;
                }
            }
        }
        for (Ins phi : seen) assumed.put(phi, source);
        return source;
    }

    /** What the phi merges so far. */
    private List<Ins> arrived(Ins phi) {
        List<Ins> values = new ArrayList<>();
        for (Join join : joins) {
            int at = join == null ? -1 : join.phis.indexOf(phi);
            if (at < 0) continue;
            for (Frame from : join.arrivals) values.add(from.slot(join.slots.get(at)));
        }
        return values;
    }

    /** When all phis are filled: those of which {@link #origin} said so merge one value, directly or by other phis. */
    private void requireOrigins() {
        assumed.forEach((phi, source) -> {
            Set<Ins> seen = new HashSet<>(Set.of(phi));
            Deque<Ins> work = new ArrayDeque<>(seen);
            while (!work.isEmpty()) {
                for (Ins in : work.remove().inputs) {
                    if (in.op != Op.PHI && in != source) {
                        throw new IllegalStateException("a VarHandle or registers that change in a loop, in " + method);
                    }
                    if (in.op == Op.PHI && seen.add(in)) work.add(in);
                }
            }
        });
    }

    private void fillPhis(Join join) {
        for (int i = 0; i < join.phis.size(); i++) {
            Ins phi = join.phis.get(i);
            int slot = join.slots.get(i);
            phi.inputs = new Ins[join.arrivals.size()];
            for (int k = 0; k < phi.inputs.length; k++) {
                Ins value = join.arrivals.get(k).slot(slot);
                if (value == null || value.type != phi.type) {
                    throw new IllegalStateException("code not verified: " + method + ", slot " + slot + " at " + join.block);
                }
                phi.inputs[k] = value;
            }
        }
    }

    /** The search of the handlers for an exception that stands on the stack. */
    private void dispatch() {
        emit.position = new Position(method, 0, null);
        Ins exception = frame.stack[0];
        for (ExceptionHandler handler : node.handlers) {
            Node to = flow.at(handler.handler());
            String type = handler.catchType();
            if (type == null || type.equals("java/lang/Throwable")) {
                go(to);
                return;
            }
            Resolution<JClass> caught = world.resolveClass(method.codeHolder, type);
            if (!caught.isResolved()) {
                emit.linkageError(caught.failure());
                continue;
            }
            Ins fits = emit.add(Op.INSTANCE_OF, Type.INT, exception).attr(caught.value());
            Block[] ways = emit.branch(Condition.NE, fits, emit.intConstant(0));
            goFrom(ways[0], to);
            emit.block = ways[1];
        }
        if (monitor != null) emit.throwing(Op.MONITOR_EXIT, Type.VOID, null, monitor);
        emit.raise(exception);
        emit.add(Op.UNREACHABLE, Type.VOID);
    }

    // Instructions.

    private void block() {
        Bytecodes it = method.code.instructions();
        for (it.seek(node.start); ; it.next()) {
            emit.position = new Position(method, it.bci(), null);
            instruction(it);
            if (it.nextBci() >= node.end) break;
        }
        Opcode last = it.opcode();
        Opcode.Format format = last.format();
        if (last.endsBlock() || format == Opcode.Format.BRANCH || format == Opcode.Format.BRANCH_WIDE) return;
        go(flow.at(node.end));
    }

    private void instruction(Bytecodes it) {
        Opcode op = it.opcode();
        switch (op) {
            case NOP -> { }
            case ACONST_NULL -> push(Type.REF, 0);
            case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 -> push(Type.INT, op.code() - Opcode.ICONST_0.code());
            case LCONST_0, LCONST_1 -> push(Type.LONG, op.code() - Opcode.LCONST_0.code());
            case FCONST_0, FCONST_1, FCONST_2 -> push(Type.FLOAT, Float.floatToRawIntBits(op.code() - Opcode.FCONST_0.code()));
            case DCONST_0, DCONST_1 -> push(Type.DOUBLE, Double.doubleToRawLongBits(op.code() - Opcode.DCONST_0.code()));
            case BIPUSH, SIPUSH -> push(Type.INT, it.immediate());
            case LDC, LDC_W, LDC2_W -> loadConstant(it.constant());
            case IALOAD -> arrayLoad(MemKind.I32);
            case LALOAD -> arrayLoad(MemKind.I64);
            case FALOAD -> arrayLoad(MemKind.F32);
            case DALOAD -> arrayLoad(MemKind.F64);
            case AALOAD -> arrayLoad(MemKind.REF);
            case BALOAD -> arrayLoad(MemKind.I8);
            case CALOAD -> arrayLoad(MemKind.U16);
            case SALOAD -> arrayLoad(MemKind.I16);
            case IASTORE -> arrayStore(MemKind.I32, false);
            case LASTORE -> arrayStore(MemKind.I64, false);
            case FASTORE -> arrayStore(MemKind.F32, false);
            case DASTORE -> arrayStore(MemKind.F64, false);
            case AASTORE -> arrayStore(MemKind.REF, false);
            case BASTORE -> arrayStore(MemKind.I8, true);
            case CASTORE -> arrayStore(MemKind.U16, false);
            case SASTORE -> arrayStore(MemKind.I16, false);
            case POP -> frame.popSlot();
            case POP2 -> {
                frame.popSlot();
                frame.popSlot();
            }
            case DUP -> frame.dup(1, 0);
            case DUP_X1 -> frame.dup(1, 1);
            case DUP_X2 -> frame.dup(1, 2);
            case DUP2 -> frame.dup(2, 0);
            case DUP2_X1 -> frame.dup(2, 1);
            case DUP2_X2 -> frame.dup(2, 2);
            case SWAP -> frame.swap();
            case IADD, LADD, FADD, DADD -> binary(Op.ADD);
            case ISUB, LSUB, FSUB, DSUB -> binary(Op.SUB);
            case IMUL, LMUL, FMUL, DMUL -> binary(Op.MUL);
            case FDIV, DDIV -> binary(Op.DIV);
            case FREM, DREM -> binary(Op.REM);
            case IDIV, LDIV -> integerDivision(Op.DIV);
            case IREM, LREM -> integerDivision(Op.REM);
            case INEG, LNEG, FNEG, DNEG -> {
                Ins value = frame.pop();
                frame.push(emit.add(Op.NEG, value.type, value));
            }
            case ISHL, LSHL -> binary(Op.SHL);
            case ISHR, LSHR -> binary(Op.SHR);
            case IUSHR, LUSHR -> binary(Op.USHR);
            case IAND, LAND -> binary(Op.AND);
            case IOR, LOR -> binary(Op.OR);
            case IXOR, LXOR -> binary(Op.XOR);
            case IINC -> frame.setLocal(it.local(),
                    emit.add(Op.ADD, Type.INT, frame.locals[it.local()], emit.intConstant(it.immediate())));
            case L2I, F2I, D2I -> convert(Type.INT);
            case I2L, F2L, D2L -> convert(Type.LONG);
            case I2F, L2F, D2F -> convert(Type.FLOAT);
            case I2D, L2D, F2D -> convert(Type.DOUBLE);
            case I2B -> extend(MemKind.I8);
            case I2C -> extend(MemKind.U16);
            case I2S -> extend(MemKind.I16);
            case LCMP -> compare(0);
            case FCMPL, DCMPL -> compare(-1);
            case FCMPG, DCMPG -> compare(1);
            case IFEQ -> branchOnZero(it, Condition.EQ);
            case IFNE -> branchOnZero(it, Condition.NE);
            case IFLT -> branchOnZero(it, Condition.LT);
            case IFGE -> branchOnZero(it, Condition.GE);
            case IFGT -> branchOnZero(it, Condition.GT);
            case IFLE -> branchOnZero(it, Condition.LE);
            case IF_ICMPEQ, IF_ACMPEQ -> branchOnTwo(it, Condition.EQ);
            case IF_ICMPNE, IF_ACMPNE -> branchOnTwo(it, Condition.NE);
            case IF_ICMPLT -> branchOnTwo(it, Condition.LT);
            case IF_ICMPGE -> branchOnTwo(it, Condition.GE);
            case IF_ICMPGT -> branchOnTwo(it, Condition.GT);
            case IF_ICMPLE -> branchOnTwo(it, Condition.LE);
            case IFNULL -> branch(it, Condition.EQ, frame.pop(), emit.constant(Type.REF, 0));
            case IFNONNULL -> branch(it, Condition.NE, frame.pop(), emit.constant(Type.REF, 0));
            case GOTO, GOTO_W -> go(flow.at(it.target()));
            case TABLESWITCH, LOOKUPSWITCH -> tableSwitch(it);
            case IRETURN, LRETURN, FRETURN, DRETURN, ARETURN -> returnValue(frame.pop());
            case RETURN -> returnValue(null);
            case GETSTATIC -> getStatic(it.constant());
            case PUTSTATIC -> putStatic(it.constant());
            case GETFIELD -> getField(it.constant());
            case PUTFIELD -> putField(it.constant());
            case INVOKEVIRTUAL -> invoke(it.constant(), Use.INVOKE_VIRTUAL);
            case INVOKESPECIAL -> invoke(it.constant(), Use.INVOKE_SPECIAL);
            case INVOKESTATIC -> invoke(it.constant(), Use.INVOKE_STATIC);
            case INVOKEINTERFACE -> invoke(it.constant(), Use.INVOKE_INTERFACE);
            case INVOKEDYNAMIC -> {
                DynamicRef site = constants.invokeDynamic(it.constant());
                calls.invokeDynamic(frame, site, it.bci());
                testTop(site.descriptor());
            }
            case NEW -> newInstance(it.constant());
            case NEWARRAY -> newArray(world.ofDescriptor(String.valueOf("ZCFDBSIJ".charAt(it.arrayType() - 4))));
            case ANEWARRAY -> {
                Resolution<JClass> component = resolve(it.constant());
                if (component.isResolved()) newArray(component.value());
                else failed(component.failure(), 1, Type.REF);
            }
            case MULTIANEWARRAY -> newMultiArray(it.constant(), it.dimensions());
            case ARRAYLENGTH -> frame.push(emit.add(Op.ARRAY_LENGTH, Type.INT, emit.nullCheck(frame.pop())));
            case ATHROW -> {
                emit.raise(emit.nullCheck(frame.pop()));
                emit.add(Op.UNREACHABLE, Type.VOID);
            }
            case CHECKCAST -> checkCast(it.constant());
            case INSTANCEOF -> instanceOf(it.constant());
            case MONITORENTER -> emit.throwing(Op.MONITOR_ENTER, Type.VOID, null, emit.nullCheck(frame.pop()));
            case MONITOREXIT -> emit.throwing(Op.MONITOR_EXIT, Type.VOID, null, emit.nullCheck(frame.pop()));
            case JSR, JSR_W, RET -> throw new IllegalStateException("code not verified: " + op + " in " + method);
            default -> {
                if (op.pops() == 0) frame.push(frame.locals[it.local()]);
                else frame.setLocal(it.local(), frame.pop());
            }
        }
    }

    private void push(Type type, long bits) {
        frame.push(emit.constant(type, bits));
    }

    private void binary(Op op) {
        Ins b = frame.pop();
        Ins a = frame.pop();
        frame.push(emit.add(op, a.type, a, b));
    }

    private void integerDivision(Op op) {
        Ins b = frame.pop();
        Ins a = frame.pop();
        Ins divisor = emit.throwing(Op.ZERO_CHECK, b.type, null, b);
        frame.push(emit.add(op, a.type, a, divisor));
    }

    private void convert(Type to) {
        frame.push(emit.add(Op.CONVERT, to, frame.pop()));
    }

    private void extend(MemKind kind) {
        frame.push(emit.add(Op.EXTEND, Type.INT, frame.pop()).attr(kind));
    }

    private void compare(int ifNan) {
        Ins b = frame.pop();
        Ins a = frame.pop();
        Ins result = emit.add(Op.COMPARE, Type.INT, a, b);
        result.bits = ifNan;
        frame.push(result);
    }

    private void branchOnZero(Bytecodes it, Condition condition) {
        branch(it, condition, frame.pop(), emit.intConstant(0));
    }

    private void branchOnTwo(Bytecodes it, Condition condition) {
        Ins b = frame.pop();
        branch(it, condition, frame.pop(), b);
    }

    private void branch(Bytecodes it, Condition condition, Ins a, Ins b) {
        Block[] ways = emit.branch(condition, a, b);
        goFrom(ways[0], flow.at(it.target()));
        goFrom(ways[1], flow.at(it.nextBci()));
    }

    private void tableSwitch(Bytecodes it) {
        Ins value = frame.pop();
        int n = 0;
        int[] keys = new int[it.switchCount()];
        List<Node> targets = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            if (it.switchTarget(i) == it.switchDefault()) continue;
            keys[n++] = it.switchKey(i);
            targets.add(flow.at(it.switchTarget(i)));
        }
        targets.add(flow.at(it.switchDefault()));
        if (n == 0) {
            go(targets.get(0));
            return;
        }
        Block from = emit.block;
        emit.add(Op.SWITCH, Type.VOID, value).attr(java.util.Arrays.copyOf(keys, n));
        for (Node target : targets) {
            Block way = graph.newBlock();
            graph.edge(from, way);
            goFrom(way, target);
        }
    }

    private void returnValue(Ins value) {
        String descriptor = method.descriptor;
        Ins result = value == null ? null : emit.narrow(value, descriptor.substring(descriptor.indexOf(')') + 1));
        if (monitor != null) {
            emit.handlers = null;
            emit.throwing(Op.MONITOR_EXIT, Type.VOID, null, monitor);
        }
        if (method.gated) gate("leave");
        if (result == null) emit.add(Op.RETURN, Type.VOID);
        else emit.add(Op.RETURN, Type.VOID, result);
    }

    // Constants, classes, objects.

    private Resolution<JClass> resolve(int index) {
        return world.resolveClass(method.codeHolder, constants.className(index));
    }

    /** The instruction throws a linkage error: what it would have taken off the stack goes, and a value stands for its result. */
    private void failed(Linkage error, int pops, Type result) {
        emit.linkageError(error);
        for (int i = 0; i < pops; i++) frame.pop();
        if (result != Type.VOID) push(result, 0);
    }

    private void loadConstant(int index) {
        switch (constants.tag(index)) {
            case ConstantPool.INTEGER -> push(Type.INT, constants.integer(index));
            case ConstantPool.LONG -> push(Type.LONG, constants.longValue(index));
            case ConstantPool.FLOAT -> push(Type.FLOAT, Float.floatToRawIntBits(constants.floatValue(index)));
            case ConstantPool.DOUBLE -> push(Type.DOUBLE, Double.doubleToRawLongBits(constants.doubleValue(index)));
            case ConstantPool.STRING -> frame.push(emit.add(Op.STRING, Type.REF).attr(constants.string(index)));
            case ConstantPool.CLASS -> {
                Resolution<JClass> c = resolve(index);
                if (c.isResolved()) frame.push(emit.throwing(Op.CLASS_MIRROR, Type.REF, c.value()));
                else failed(c.failure(), 0, Type.REF);
            }
            case ConstantPool.DYNAMIC -> failed(builder.unsupported(method, "a constant of " + constants.dynamic(index)), 0,
                    Type.ofDescriptor(constants.dynamic(index).descriptor()));
            default -> failed(builder.unsupported(method, "a constant " + ConstantPool.tagName(constants.tag(index))), 0, Type.REF);
        }
    }

    private void newInstance(int index) {
        Resolution<JClass> c = resolve(index);
        if (!c.isResolved()) {
            failed(c.failure(), 0, Type.REF);
        } else if (c.value().isAbstract() || c.value().isInterface()) {
            failed(new Linkage("java/lang/InstantiationError", c.value().name.replace('/', '.')), 0, Type.REF);
        } else {
            calls.initialize(c.value());
            frame.push(emit.throwing(Op.NEW, Type.REF, c.value()));
        }
    }

    private void newArray(JClass component) {
        frame.push(emit.throwing(Op.NEW_ARRAY, Type.REF, component.array(world), frame.pop()));
    }

    private void newMultiArray(int index, int dimensions) {
        Resolution<JClass> type = resolve(index);
        if (!type.isResolved()) {
            failed(type.failure(), dimensions, Type.REF);
            return;
        }
        Ins[] lengths = new Ins[dimensions];
        for (int i = dimensions - 1; i >= 0; i--) lengths[i] = frame.pop();
        frame.push(emit.throwing(Op.NEW_MULTI_ARRAY, Type.REF, type.value(), lengths));
    }

    /** A class that cannot be found is asked for only if the value is not null. */
    private boolean absent(Resolution<JClass> c) {
        if (c.isResolved()) return false;
        emit.linkageErrorIf(Condition.NE, frame.pop(), emit.constant(Type.REF, 0), c.failure());
        return true;
    }

    private void checkCast(int index) {
        Resolution<JClass> c = resolve(index);
        if (absent(c)) {
            push(Type.REF, 0);
        } else {
            Ins value = frame.pop();
            frame.push(Intrinsics.registersAt(value) != null ? value : emit.throwing(Op.CHECK_CAST, Type.REF, c.value(), value));
        }
    }

    private void instanceOf(int index) {
        Resolution<JClass> c = resolve(index);
        if (absent(c)) push(Type.INT, 0);
        else frame.push(emit.add(Op.INSTANCE_OF, Type.INT, frame.pop()).attr(c.value()));
    }

    /** The element's place: array and index, checked. */
    private Ins[] element(Ins array, Ins index) {
        Ins checked = emit.nullCheck(array);
        Ins length = emit.add(Op.ARRAY_LENGTH, Type.INT, checked);
        return new Ins[] {checked, emit.throwing(Op.BOUNDS_CHECK, Type.INT, null, index, length)};
    }

    private void arrayLoad(MemKind kind) {
        Ins index = frame.pop();
        Ins[] place = element(frame.pop(), index);
        Ins element = emit.add(Op.ARRAY_GET, kind.type, place).attr(kind);
        frame.push(element);
        if (kind == MemKind.REF) tests.element(place[0], element);
    }

    /** @param maybeBoolean for a boolean[] only the value's low bit counts (JVMS 6.5 bastore) */
    private void arrayStore(MemKind kind, boolean maybeBoolean) {
        Ins value = frame.pop();
        Ins index = frame.pop();
        Ins[] place = element(frame.pop(), index);
        if (kind == MemKind.REF && !value.isNull()) {
            value = emit.throwing(Op.ARRAY_STORE_CHECK, Type.REF, null, place[0], value);
        }
        if (maybeBoolean) {
            Ins hub = emit.add(Op.GET_HUB, Type.LONG, place[0]);
            Ins booleans = emit.add(Op.HUB, Type.LONG).attr(world.require("[Z"));
            Ins bit = emit.add(Op.AND, Type.INT, value, emit.intConstant(1));
            value = emit.add(Op.SELECT, Type.INT, hub, booleans, bit, value).attr(Condition.EQ);
        }
        emit.add(Op.ARRAY_PUT, Type.VOID, place[0], place[1], value).attr(kind);
    }

    private void invoke(int index, Use use) {
        MemberRef ref = constants.memberRef(index);
        calls.invoke(frame, ref, use);
        testTop(ref.descriptor());
    }

    /** @param descriptor of the field that was read, or of the method that was called */
    private void testTop(String descriptor) {
        if (Type.ofDescriptor(descriptor.substring(descriptor.indexOf(')') + 1)) == Type.REF) tests.value(frame.stack[frame.depth - 1], descriptor);
    }

    private Resolution<JField> field(int index, Use use) {
        return world.resolveField(method.codeHolder, constants.memberRef(index), use);
    }

    private Type fieldType(int index) {
        return Type.ofDescriptor(constants.memberRef(index).descriptor());
    }

    private void getStatic(int index) {
        Resolution<JField> field = field(index, Use.GET_STATIC);
        if (!field.isResolved()) {
            failed(field.failure(), 0, fieldType(index));
            return;
        }
        JField f = field.value();
        calls.initialize(f.holder);
        if (f.isFinal() && f.constant != null) frame.push(constant(f));
        else frame.push(emit.add(Op.GET_STATIC, f.kind.type).attr(f));
        testTop(f.descriptor);
    }

    private Ins constant(JField field) {
        Object value = field.constant;
        if (value instanceof String s) return emit.add(Op.STRING, Type.REF).attr(s);
        if (value instanceof Float f) return emit.constant(Type.FLOAT, Float.floatToRawIntBits(f));
        if (value instanceof Double d) return emit.constant(Type.DOUBLE, Double.doubleToRawLongBits(d));
        return emit.constant(field.kind.type, ((Number) value).longValue());
    }

    private void putStatic(int index) {
        Resolution<JField> field = field(index, Use.PUT_STATIC);
        if (!field.isResolved()) {
            failed(field.failure(), 1, Type.VOID);
            return;
        }
        JField f = field.value();
        Ins value = frame.pop();
        calls.initialize(f.holder);
        emit.add(Op.PUT_STATIC, Type.VOID, emit.narrow(value, f.descriptor)).attr(f);
    }

    private void getField(int index) {
        Resolution<JField> field = field(index, Use.GET_FIELD);
        if (!field.isResolved()) {
            failed(field.failure(), 1, fieldType(index));
            return;
        }
        Ins object = emit.nullCheck(frame.pop());
        frame.push(emit.add(Op.GET_FIELD, field.value().kind.type, object).attr(field.value()));
        testTop(field.value().descriptor);
    }

    private void putField(int index) {
        Resolution<JField> field = field(index, Use.PUT_FIELD);
        if (!field.isResolved()) {
            failed(field.failure(), 2, Type.VOID);
            return;
        }
        Ins value = frame.pop();
        Ins object = emit.nullCheck(frame.pop());
        emit.add(Op.PUT_FIELD, Type.VOID, object, emit.narrow(value, field.value().descriptor)).attr(field.value());
    }
}
