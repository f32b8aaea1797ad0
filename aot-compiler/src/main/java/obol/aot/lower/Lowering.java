package obol.aot.lower;

import java.util.HashSet;
import java.util.Set;
import obol.aot.ir.Address;
import obol.aot.ir.Allocation;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.LinkNumber;
import obol.aot.ir.Linkage;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.HubLayout;
import obol.layout.ObjectLayout;
import obol.layout.ThreadLayout;

/**
 * Turns each JAVA operation into MACHINE ones, as docs/runtime.md says. One walk over the blocks; a block is split where
 * an operation needs control flow. Linear in the number of instructions.
 */
public final class Lowering {
    private final World world;
    private final RuntimeMethods runtime;
    private final Cursor at;
    /** By id of an instruction that was replaced: what stands for it; itself for the others. */
    private final Ins[] replacement;
    /**
     * Objects that lie in the nursery: made on the only way to this place, with no safepoint since, so no collection has moved them. Stores
     * into them dirty no card.
     */
    private final Set<Ins> fresh = new HashSet<>();

    private Lowering(World world, RuntimeMethods runtime, Graph graph) {
        this.world = world;
        this.runtime = runtime;
        this.at = new Cursor(graph);
        this.replacement = new Ins[graph.insCount()];
    }

    /** Lowers the graph in place. */
    public static void run(World world, RuntimeMethods runtime, Graph graph) {
        Lowering lowering = new Lowering(world, runtime, graph);
        Block last = null;
        while (lowering.at.start()) {
            if (!isOnlyWay(last, lowering.at.block)) lowering.fresh.clear();
            while (lowering.at.hasNext()) lowering.lower(lowering.at.take());
            last = lowering.at.block;
        }
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                for (int i = 0; i < ins.inputs.length; i++) ins.inputs[i] = lowering.resolve(ins.inputs[i]);
            }
        }
        graph.order();
    }

    /** Whether the second block is entered from the end of the first alone; into a handler something is thrown. */
    private static boolean isOnlyWay(Block from, Block to) {
        return to.preds.size() == 1 && to.preds.get(0) == from && from.handler != to;
    }

    private Ins resolve(Ins ins) {
        while (ins.id < replacement.length && replacement[ins.id] != null) ins = replacement[ins.id];
        return ins;
    }

    private void replace(Ins ins, Ins by) {
        replacement[ins.id] = by;
    }

    private void lower(Ins ins) {
        at.position = ins.position;
        if (ins.op.calls() || ins.op.safepoint()) fresh.clear();
        switch (ins.op) {
            case NULL_CHECK -> {
                trap(Condition.EQ, ins.in(0), at.constant(Type.REF, 0), Stub.THROW_NULL_POINTER);
                replace(ins, ins.in(0));
            }
            case ZERO_CHECK -> {
                trap(Condition.EQ, ins.in(0), at.constant(ins.in(0).type, 0), Stub.THROW_ARITHMETIC);
                replace(ins, ins.in(0));
            }
            case BOUNDS_CHECK -> {
                trap(Condition.ABOVE_EQUAL, ins.in(0), ins.in(1), Stub.THROW_BOUNDS, ins.in(0), ins.in(1));
                replace(ins, ins.in(0));
            }
            case CHECK_CAST -> checkCast(ins);
            case INSTANCE_OF -> instanceOf(ins);
            case ARRAY_STORE_CHECK -> arrayStoreCheck(ins);
            case GET_FIELD -> become(ins, Op.LOAD, Address.at(field(ins).kind, field(ins).offset));
            case PUT_FIELD -> {
                JField field = field(ins);
                Address place = Address.at(field.kind, field.offset);
                become(ins, Op.STORE, place);
                cardMark(place, ins.in(1), ins.in(0));
            }
            case GET_STATIC -> {
                ins.inputs = new Ins[] {statics()};
                become(ins, Op.LOAD, staticPlace(field(ins)));
            }
            case PUT_STATIC -> {
                ins.inputs = new Ins[] {statics(), ins.in(0)};
                become(ins, Op.STORE, staticPlace(field(ins)));
            }
            case ARRAY_LENGTH -> become(ins, Op.LOAD, Address.at(MemKind.I32, ObjectLayout.ARRAY_LENGTH));
            case ARRAY_GET -> become(ins, Op.LOAD, element((MemKind) ins.attr));
            case ARRAY_PUT -> {
                Address place = element((MemKind) ins.attr);
                become(ins, Op.STORE, place);
                cardMark(place, ins.in(2), ins.in(0), ins.in(1));
            }
            case STORE, COMPARE_AND_SET, COMPARE_AND_EXCHANGE, FETCH_SET -> {
                at.put(ins);
                Address place = (Address) ins.attr;
                if (place.kind() == MemKind.REF && ins.in(0).type == Type.REF) {
                    Ins value = ins.in(ins.inputs.length - 1);
                    if (place.indexed()) cardMark(place, value, ins.in(0), ins.in(1));
                    else cardMark(place, value, ins.in(0));
                }
            }
            case NEW -> {
                JClass type = (JClass) ins.attr;
                become(ins, Op.ALLOCATE, new Allocation(type, type.instanceSize, -1));
                if (type.instanceSize <= ObjectLayout.SMALL_MOST) fresh.add(ins);
            }
            case NEW_ARRAY -> {
                JClass type = (JClass) ins.attr;
                int shift = MemKind.ofDescriptor(type.component.descriptor()).shift;
                become(ins, Op.ALLOCATE_ARRAY, new Allocation(type, ObjectLayout.elementsOffset(shift), shift));
            }
            case NEW_MULTI_ARRAY -> {
                Ins thread = at.put(Op.THREAD, Type.LONG);
                for (int i = 0; i < ins.inputs.length; i++) {
                    at.put(Op.STORE, Type.VOID, thread, ins.in(i)).attr(Address.at(MemKind.I32, ThreadLayout.DIMENSIONS + 4 * i));
                }
                ins.inputs = new Ins[] {hub((JClass) ins.attr), at.constant(Type.INT, ins.inputs.length)};
                become(ins, Op.CALL, CallTarget.direct(runtime.newMultiArray));
            }
            case INIT_CLASS -> initClass((JClass) ins.attr);
            case FIELD_OFFSET -> {
                long offset = field(ins).offset;
                become(ins, Op.CONST, null);
                ins.bits = offset;
            }
            case CLASS_MIRROR -> classMirror(ins);
            case GET_HUB -> become(ins, Op.LOAD, Address.at(MemKind.U32, ObjectLayout.HUB));
            case MONITOR_ENTER -> become(ins, Op.CALL, CallTarget.direct(runtime.monitorEnter));
            case MONITOR_EXIT -> become(ins, Op.CALL, CallTarget.direct(runtime.monitorExit));
            case THROW -> become(ins, Op.CALL, CallTarget.direct(runtime.raise));
            case LINKAGE_ERROR -> {
                Linkage linkage = (Linkage) ins.attr;
                ins.inputs = new Ins[] {
                    at.put(Op.STRING, Type.REF).attr(linkage.error().replace('/', '.')), at.put(Op.STRING, Type.REF).attr(linkage.message())};
                become(ins, Op.CALL, CallTarget.direct(runtime.linkageError));
            }
            case INVOKE_STATIC, INVOKE_SPECIAL -> {
                become(ins, Op.CALL, target((JMethod) ins.attr));
                if (!ins.mayThrow()) at.dropHandler();
            }
            case INVOKE_VIRTUAL -> invokeVirtual(ins);
            case INVOKE_INTERFACE -> invokeInterface(ins);
            default -> at.put(ins);
        }
    }

    private static JField field(Ins ins) {
        return (JField) ins.attr;
    }

    private static Address staticPlace(JField field) {
        return Address.at(field.kind, new LinkNumber.StaticOffset(field));
    }

    private static Address element(MemKind kind) {
        return Address.indexed(kind, kind.shift, ObjectLayout.elementsOffset(kind.shift));
    }

    private void become(Ins ins, Op op, Object attr) {
        ins.op = op;
        ins.attr = attr;
        ins.bits = 0;
        at.put(ins);
    }

    private Ins load(MemKind kind, int displacement, Ins base) {
        return load(Address.at(kind, displacement), base);
    }

    private Ins load(Address place, Ins base) {
        return at.put(Op.LOAD, place.kind().type, base).attr(place);
    }

    private Ins number(Type type, JClass of) {
        return at.put(Op.LINK_NUMBER, type).attr(new LinkNumber.Interface(of));
    }

    private Ins statics() {
        return load(MemKind.I64, ThreadLayout.STATICS, at.put(Op.THREAD, Type.LONG));
    }

    private Ins hub(JClass type) {
        return at.put(Op.HUB, Type.LONG).attr(type);
    }

    private Ins hubOf(Ins object) {
        return load(MemKind.U32, ObjectLayout.HUB, object);
    }

    /** Puts in a TRAP_IF; inputs are the two compared, then the stub's arguments. */
    private void trap(Condition condition, Ins a, Ins b, Stub stub, Ins... arguments) {
        Ins[] inputs = new Ins[2 + arguments.length];
        inputs[0] = a;
        inputs[1] = b;
        System.arraycopy(arguments, 0, inputs, 2, arguments.length);
        at.put(Op.TRAP_IF, Type.VOID, inputs).attr(new Guard(condition, stub));
    }

    private void cardMark(Address place, Ins value, Ins... base) {
        if (place.kind() != MemKind.REF) return;
        Ins stored = resolve(value);
        if (stored.isNull() || stored.op == Op.STRING || fresh.contains(resolve(base[0]))) return;
        at.put(Op.CARD_MARK, Type.VOID, base).attr(place);
    }

    private static CallTarget target(JMethod method) {
        return method.assembly != null ? CallTarget.assembly(method, method.assembly) : CallTarget.direct(method);
    }

    private void initClass(JClass type) {
        if (type.initState == 0) {
            at.dropHandler();
            return;
        }
        Ins state = load(Address.at(MemKind.U8, new LinkNumber.InitState(type)), statics());
        at.put(Op.STUB_IF, Type.VOID, state, at.constant(Type.INT, 0), hub(type)).attr(new Guard(Condition.NE, Stub.INIT_CLASS));
    }

    private void classMirror(Ins ins) {
        JClass type = (JClass) ins.attr;
        Ins mirrors = load(MemKind.I64, ThreadLayout.MIRRORS, at.put(Op.THREAD, Type.LONG));
        Address place = Address.at(MemKind.REF, new LinkNumber.MirrorOffset(type));
        Ins mirror = load(place, mirrors);
        at.put(Op.STUB_IF, Type.VOID, mirror, at.constant(Type.REF, 0), hub(type)).attr(new Guard(Condition.EQ, Stub.MIRROR));
        if (at.block.handler != null) at.jump(splitKeepingHandler(), at.block);
        ins.inputs = new Ins[] {load(MemKind.I64, ThreadLayout.MIRRORS, at.put(Op.THREAD, Type.LONG))};
        become(ins, Op.LOAD, place);
    }

    /** Splits behind the thrower: the handler stays with the old block, which has no end yet and is returned. */
    private Block splitKeepingHandler() {
        Block handler = at.block.handler;
        Block old = at.split();
        moveHandler(handler, at.block, old);
        return old;
    }

    private static void moveHandler(Block handler, Block from, Block to) {
        from.handler = null;
        to.handler = handler;
        handler.preds.set(0, to);
    }

    private void invokeVirtual(Ins ins) {
        JMethod method = (JMethod) ins.attr;
        if (method.vtableIndex < 0 && method.inherited() != null) {
            ins.attr = method.inherited();
            invokeInterface(ins);
            return;
        }
        if (method.vtableIndex < 0) {
            become(ins, Op.CALL, target(method));
            return;
        }
        Ins code = load(MemKind.I64, HubLayout.VTABLE + 8 * method.vtableIndex, hubOf(ins.in(0)));
        callIndirect(ins, method, code);
    }

    private void callIndirect(Ins ins, JMethod method, Ins code) {
        Ins[] inputs = new Ins[ins.inputs.length + 1];
        inputs[0] = code;
        System.arraycopy(ins.inputs, 0, inputs, 1, ins.inputs.length);
        ins.inputs = inputs;
        become(ins, Op.CALL, CallTarget.indirect(method));
    }

    private void invokeInterface(Ins ins) {
        JMethod method = (JMethod) ins.attr;
        if (!method.holder.isInterface()) {
            invokeVirtual(ins);
            return;
        }
        Ins receiver = ins.in(0);
        Ins hub = hubOf(receiver);
        Ins entry = interfaceEntry(hub, method.holder);
        trap(Condition.NE, low(entry), number(Type.INT, method.holder), Stub.THROW_INTERFACE, receiver, hub(method.holder));
        at.throwerDone();
        Ins offset = at.put(Op.USHR, Type.LONG, entry, at.constant(Type.INT, 32));
        Ins code = at.put(Op.LOAD, Type.LONG, hub, offset).attr(Address.indexed(MemKind.I64, 0, 8 * method.vtableIndex));
        callIndirect(ins, method, code);
    }

    /** The entry of the hub's interface table where that interface would be. */
    private Ins interfaceEntry(Ins hub, JClass type) {
        Ins mask = load(MemKind.I64, HubLayout.INTERFACE_MASK, hub);
        Ins slot = at.put(Op.OR, Type.LONG, mask, number(Type.LONG, type));
        return at.put(Op.LOAD, Type.LONG, hub, slot).attr(Address.indexed(MemKind.I64, 3, HubLayout.INTERFACE_ENTRIES_END));
    }

    private Ins low(Ins entry) {
        return at.put(Op.CONVERT, Type.INT, entry);
    }

    /** How to find out whether a hub is that of a subtype: two values that are equal exactly then. */
    private record Test(Ins left, Ins right) {}

    private Test subtypeTest(Ins hub, JClass type) {
        if (type.isInterface()) {
            return new Test(low(interfaceEntry(hub, type)), number(Type.INT, type));
        }
        if (type.isArray()) {
            JClass element = type.elementType();
            if (element.isPrimitive() || element.isFinal()) return new Test(hub, hub(type));
        } else if (type.isFinal()) {
            return new Test(hub, hub(type));
        } else if (type.depth < HubLayout.DISPLAY_SIZE) {
            return new Test(load(MemKind.U32, HubLayout.DISPLAY + 4 * type.depth, hub), hub(type));
        }
        Ins yes = at.put(Op.CALL, Type.INT, hub, hub(type)).attr(CallTarget.direct(runtime.isSubtype));
        return new Test(yes, at.constant(Type.INT, 1));
    }

    /**
     * Ends the current block with a test for null, goes on in the block for objects, and leaves the block behind both
     * (with what stood behind the operation) as {@code after}: its first predecessor is the way of null.
     */
    private Block branchOnNull(Ins value, Block[] after) {
        Block head = at.split();
        after[0] = at.block;
        Block onNull = at.graph.newBlock();
        Block onObject = at.graph.newBlock();
        Ins zero = at.graph.add(head, at.graph.constant(Type.REF, 0));
        at.graph.add(head, Op.IF, Type.VOID, value, zero).attr(Condition.EQ).at(at.position);
        at.graph.edge(head, onNull);
        at.graph.edge(head, onObject);
        at.jump(onNull, after[0]);
        at.block = onObject;
        return onNull;
    }

    private void checkCast(Ins ins) {
        JClass type = (JClass) ins.attr;
        Ins value = ins.in(0);
        replace(ins, value);
        if (isObject(type)) {
            at.dropHandler();
            return;
        }
        Block handler = at.block.handler;
        Block[] after = new Block[1];
        branchOnNull(value, after);
        if (handler != null) moveHandler(handler, after[0], at.block);
        Test test = subtypeTest(hubOf(value), type);
        trap(Condition.NE, test.left, test.right, Stub.THROW_CAST, value, hub(type));
        at.jump(at.block, after[0]);
        at.block = after[0];
    }

    private static boolean isObject(JClass type) {
        return type.superclass == null && type.kind == JClass.Kind.CLASS;
    }

    private void instanceOf(Ins ins) {
        JClass type = (JClass) ins.attr;
        Ins value = ins.in(0);
        if (isNeverNull(resolve(value)) && !isObject(type)) {
            Test test = subtypeTest(hubOf(value), type);
            ins.inputs = new Ins[] {test.left, test.right};
            become(ins, Op.SET, Condition.EQ);
            return;
        }
        Block[] after = new Block[1];
        Block onNull = branchOnNull(value, after);
        Ins yes;
        if (isObject(type)) {
            yes = at.constant(Type.INT, 1);
        } else {
            Test test = subtypeTest(hubOf(value), type);
            yes = at.put(Op.SET, Type.INT, test.left, test.right).attr(Condition.EQ);
        }
        at.jump(at.block, after[0]);
        Ins no = at.graph.constant(Type.INT, 0);
        no.block = onNull;
        onNull.body.add(0, no);
        at.block = after[0];
        ins.op = Op.PHI;
        ins.attr = null;
        ins.inputs = new Ins[] {no, yes};
        at.put(ins);
    }

    private static boolean isNeverNull(Ins value) {
        return switch (value.op) {
            case CATCH, STRING, NEW, NEW_ARRAY, ALLOCATE, ALLOCATE_ARRAY -> true;
            case PHI -> {
                boolean all = true;
                for (Ins in : value.inputs) all &= in.op == Op.CATCH;
                yield all;
            }
            default -> false;
        };
    }

    private void arrayStoreCheck(Ins ins) {
        Ins array = ins.in(0);
        Ins value = ins.in(1);
        replace(ins, value);
        Block handler = at.block.handler;
        Block[] after = new Block[1];
        branchOnNull(value, after);
        Ins component = load(MemKind.U32, HubLayout.COMPONENT, hubOf(array));
        Ins hub = hubOf(value);
        Block exact = at.block;
        Block other = at.graph.newBlock();
        Block same = at.graph.newBlock();
        at.put(Op.IF, Type.VOID, hub, component).attr(Condition.EQ);
        at.graph.edge(exact, same);
        at.graph.edge(exact, other);
        at.jump(same, after[0]);
        at.block = other;
        if (handler != null) moveHandler(handler, after[0], other);
        Ins yes = at.put(Op.CALL, Type.INT, hub, component).attr(CallTarget.direct(runtime.isSubtype));
        trap(Condition.EQ, yes, at.constant(Type.INT, 0), Stub.THROW_STORE, value);
        at.jump(other, after[0]);
        at.block = after[0];
    }
}
