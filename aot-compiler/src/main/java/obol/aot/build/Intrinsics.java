package obol.aot.build;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.registers.Accessors;
import obol.aot.registers.RegisterMap;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.ObjectLayout;
import obol.layout.ThreadLayout;

/**
 * The methods that are single operations: those of the nucleus by the name in their {@code @Intrinsic}, those of the class
 * library by class, name and descriptor.
 *
 * <p>Memory is the Op's LOAD, STORE, COMPARE_AND_SET, COMPARE_AND_EXCHANGE, FETCH_ADD and FETCH_SET. For Unsafe the base is
 * the object (null: the offset is the address) and the index the offset. Convention: at the JAVA level such an operation of
 * {@link MemKind#REF} whose base is a REF writes into an object that may be on the heap, and lowering adds its card
 * mark; the nucleus's own, whose base is a LONG, never has one.
 *
 * <p>All modes of access of Unsafe are one: a process's threads never run in parallel, and the compiler moves no memory
 * operation of these kinds over another.
 */
public final class Intrinsics {
    /** Makes the operation from the arguments; its value (the last instruction if it is VOID), or null: it stays a call. */
    interface Operation {
        Ins apply(Emitter emit, JMethod method, Ins[] arguments);
    }

    private static final String UNSAFE = "jdk/internal/misc/Unsafe.";

    private final World world;
    private final Accessors registers;
    private final Map<String, Operation> byName = new HashMap<>();
    private final Map<String, Operation> bySymbol = new HashMap<>();

    Intrinsics(World world) {
        this.world = world;
        registers = new Accessors(world);
        nucleus();
        arithmetic();
        unsafe();
    }

    /** The operation that calls of the method become, or null. */
    Operation find(JMethod method) {
        if (method.intrinsic != null) {
            Operation operation = byName.get(method.intrinsic);
            if (operation == null) throw new IllegalStateException("no operation " + method.intrinsic + " for " + method);
            return operation;
        }
        return bySymbol.get(method.symbol());
    }

    private void nucleus() {
        get("BYTE", MemKind.I8);
        get("SHORT", MemKind.I16);
        get("CHAR", MemKind.U16);
        get("INT", MemKind.I32);
        get("LONG", MemKind.I64);
        get("REFERENCE", MemKind.REF);
        byName.put("GET_UNSIGNED_INT", (e, m, a) -> e.add(Op.LOAD, Type.LONG, a).attr(Address.at(MemKind.U32, 0)));
        byName.put("COMPARE_AND_SET_INT", (e, m, a) -> e.add(Op.COMPARE_AND_SET, Type.INT, a).attr(Address.at(MemKind.I32, 0)));
        byName.put("COMPARE_AND_SET_LONG", (e, m, a) -> e.add(Op.COMPARE_AND_SET, Type.INT, a).attr(Address.at(MemKind.I64, 0)));
        byName.put("ADDRESS_OF", (e, m, a) -> e.add(Op.ADDRESS_OF, Type.LONG, a));
        byName.put("OBJECT_AT", (e, m, a) -> e.add(Op.OBJECT_AT, Type.REF, a));
        byName.put("HUB_OF", (e, m, a) -> e.add(Op.GET_HUB, Type.LONG, a));
        byName.put("HUB_OF_CLASS", (e, m, a) -> e.add(Op.HUB, Type.LONG).attr(literal(m, a[0])));
        byName.put("FIELD_OFFSET", (e, m, a) -> e.add(Op.CONVERT, Type.INT, fieldOffset(e, m, literal(m, a[0]), a[1])));
        byName.put("THREAD", (e, m, a) -> e.add(Op.THREAD, Type.LONG));
        byName.put("STACK_POINTER", (e, m, a) -> e.add(Op.STACK_POINTER, Type.LONG));
        byName.put("PAUSE", (e, m, a) -> e.add(Op.PAUSE, Type.VOID));
        byName.put("FENCE", (e, m, a) -> e.add(Op.FENCE, Type.VOID));
        byName.put("RDTSC", (e, m, a) -> e.add(Op.RDTSC, Type.LONG));
        for (String call : new String[] {"CALL_VOID", "CALL_REFERENCE", "CALL_ON"}) {
            byName.put(call, (e, m, a) -> e.throwing(Op.CALL, m.result, CallTarget.indirect(m), a));
        }
        byName.put("RESOURCE", this::resource);
        byName.put("REGISTERS", (e, m, a) -> e.throwing(Op.INVOKE_STATIC, Type.REF, registers.factory(literal(m, a[0])), a[1]));
        byName.put("REGISTERS_AT", (e, m, a) -> e.add(Op.OBJECT_AT, Type.REF, a[1]).attr(literal(m, a[0])));
        byName.put("INIT_CLASS", (e, m, a) -> {
            JClass c = literal(m, a[0]);
            return world.needsInit(c) ? e.throwing(Op.INIT_CLASS, Type.VOID, c) : e.intConstant(0);
        });
    }

    /** Whether a method is that of a description of registers. */
    static boolean isAccessor(JMethod method) {
        return method.holder.isInterface() && RegisterMap.isDescription(method.holder.file);
    }

    /**
     * The interface whose registers lie at the address that this value is made of; null: it is another value. It is no object: calls of
     * accessors on it become {@link #access}, and {@link #requireUnshared} refuses all other uses.
     */
    static JClass registersAt(Ins value) {
        return value.op == Op.OBJECT_AT && value.attr instanceof JClass description ? description : null;
    }

    /** What is called on an address instead of an accessor. */
    JMethod access(JClass description, JMethod accessor) {
        return registers.access(description, accessor);
    }

    /** @throws IllegalStateException if registers are used as if they were an object */
    static void requireUnshared(Graph graph) {
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) {
                for (Ins input : ins.inputs) {
                    if (input != null && registersAt(input) != null) {
                        throw new IllegalStateException(graph.method + " uses the registers " + registersAt(input)
                                + " otherwise than by calling an accessor");
                    }
                }
            }
        }
    }

    private void get(String name, MemKind kind) {
        byName.put("GET_" + name, (e, m, a) -> e.add(Op.LOAD, kind.type, a).attr(Address.at(kind, 0)));
        byName.put("PUT_" + name, (e, m, a) -> e.add(Op.STORE, Type.VOID, a).attr(Address.at(kind, 0)));
    }

    /** The bytes of a file of the JDK as the characters of a string; the argument is a literal. */
    private Ins resource(Emitter emit, JMethod method, Ins[] arguments) {
        byte[] bytes = arguments[0].op == Op.STRING ? world.resource((String) arguments[0].attr) : null;
        if (bytes == null) throw new IllegalStateException(method + " needs the name of a file of the JDK");
        return emit.add(Op.STRING, Type.REF).attr(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The class that a class literal names; the operation has no other form. */
    private static JClass literal(JMethod method, Ins argument) {
        if (argument.op != Op.CLASS_MIRROR) throw new IllegalStateException(method + " needs a class literal");
        return (JClass) argument.attr;
    }

    private static Ins fieldOffset(Emitter emit, JMethod method, JClass holder, Ins name) {
        JField field = name.op == Op.STRING ? holder.declaredField((String) name.attr) : null;
        if (field == null || field.isStatic()) throw new IllegalStateException(method + " needs an instance field of " + holder);
        return emit.add(Op.FIELD_OFFSET, Type.LONG).attr(field);
    }

    private void arithmetic() {
        unary("java/lang/Math.sqrt(D)D", Op.SQRT, Type.DOUBLE);
        unary("java/lang/StrictMath.sqrt(D)D", Op.SQRT, Type.DOUBLE);
        for (String owner : new String[] {"java/lang/Math", "java/lang/StrictMath"}) {
            unary(owner + ".abs(I)I", Op.ABS, Type.INT);
            unary(owner + ".abs(J)J", Op.ABS, Type.LONG);
            unary(owner + ".abs(F)F", Op.ABS, Type.FLOAT);
            unary(owner + ".abs(D)D", Op.ABS, Type.DOUBLE);
            choice(owner + ".min(II)I", Condition.LT, Type.INT);
            choice(owner + ".min(JJ)J", Condition.LT, Type.LONG);
            choice(owner + ".max(II)I", Condition.GT, Type.INT);
            choice(owner + ".max(JJ)J", Condition.GT, Type.LONG);
            bySymbol.put(owner + ".multiplyHigh(JJ)J", (e, m, a) -> e.add(Op.MULTIPLY_HIGH, Type.LONG, a));
        }
        unary("java/lang/Integer.bitCount(I)I", Op.BIT_COUNT, Type.INT);
        unary("java/lang/Long.bitCount(J)I", Op.BIT_COUNT, Type.INT);
        unary("java/lang/Integer.numberOfLeadingZeros(I)I", Op.LEADING_ZEROS, Type.INT);
        unary("java/lang/Long.numberOfLeadingZeros(J)I", Op.LEADING_ZEROS, Type.INT);
        unary("java/lang/Integer.numberOfTrailingZeros(I)I", Op.TRAILING_ZEROS, Type.INT);
        unary("java/lang/Long.numberOfTrailingZeros(J)I", Op.TRAILING_ZEROS, Type.INT);
        unary("java/lang/Integer.reverseBytes(I)I", Op.REVERSE_BYTES, Type.INT);
        unary("java/lang/Long.reverseBytes(J)J", Op.REVERSE_BYTES, Type.LONG);
        unary("java/lang/Float.floatToRawIntBits(F)I", Op.BITCAST, Type.INT);
        unary("java/lang/Float.intBitsToFloat(I)F", Op.BITCAST, Type.FLOAT);
        unary("java/lang/Double.doubleToRawLongBits(D)J", Op.BITCAST, Type.LONG);
        unary("java/lang/Double.longBitsToDouble(J)D", Op.BITCAST, Type.DOUBLE);
        bySymbol.put("java/lang/Thread.currentThread()Ljava/lang/Thread;", (e, m, a) ->
                e.add(Op.LOAD, Type.REF, e.add(Op.THREAD, Type.LONG)).attr(Address.at(MemKind.REF, ThreadLayout.JAVA_THREAD)));
        bySymbol.put("java/lang/Class.getPrimitiveClass(Ljava/lang/String;)Ljava/lang/Class;", (e, m, a) -> {
            for (JClass c : world.primitives()) {
                if (a[0].op == Op.STRING && c.name.equals(a[0].attr)) return e.throwing(Op.CLASS_MIRROR, Type.REF, c);
            }
            return null;
        });
        bySymbol.put("java/lang/Thread.onSpinWait()V", (e, m, a) -> e.add(Op.PAUSE, Type.VOID));
    }

    private void choice(String symbol, Condition condition, Type type) {
        bySymbol.put(symbol, (e, m, a) -> e.add(Op.SELECT, type, a[0], a[1], a[0], a[1]).attr(condition));
    }

    private void unary(String symbol, Op op, Type result) {
        bySymbol.put(symbol, (e, m, a) -> e.add(op, result, a));
    }

    private void unsafe() {
        unsafeAccess("Boolean", "Z", MemKind.U8);
        unsafeAccess("Byte", "B", MemKind.I8);
        unsafeAccess("Short", "S", MemKind.I16);
        unsafeAccess("Char", "C", MemKind.U16);
        unsafeAccess("Int", "I", MemKind.I32);
        unsafeAccess("Long", "J", MemKind.I64);
        unsafeAccess("Float", "F", MemKind.F32);
        unsafeAccess("Double", "D", MemKind.F64);
        unsafeAccess("Reference", "Ljava/lang/Object;", MemKind.REF);
        unsafeUpdate("Int", "I", MemKind.I32);
        unsafeUpdate("Long", "J", MemKind.I64);
        unsafeUpdate("Reference", "Ljava/lang/Object;", MemKind.REF);
        for (String fence : new String[] {"loadFence", "storeFence", "fullFence", "loadLoadFence", "storeStoreFence"}) {
            bySymbol.put(UNSAFE + fence + "()V", (e, m, a) -> e.add(Op.FENCE, Type.VOID));
        }
        bySymbol.put(UNSAFE + "objectFieldOffset(Ljava/lang/Class;Ljava/lang/String;)J", (e, m, a) -> {
            if (a[1].op != Op.CLASS_MIRROR || a[2].op != Op.STRING) return null;
            JField field = ((JClass) a[1].attr).declaredField((String) a[2].attr);
            return field == null || field.isStatic() ? null : e.add(Op.FIELD_OFFSET, Type.LONG).attr(field);
        });
        for (String suffix : new String[] {"", "0"}) {
            bySymbol.put(UNSAFE + "arrayBaseOffset" + suffix + "(Ljava/lang/Class;)I", (e, m, a) -> {
                MemKind kind = elementKind(a[1]);
                return kind == null ? null : e.intConstant(ObjectLayout.elementsOffset(kind.shift));
            });
            bySymbol.put(UNSAFE + "arrayIndexScale" + suffix + "(Ljava/lang/Class;)I", (e, m, a) -> {
                MemKind kind = elementKind(a[1]);
                return kind == null ? null : e.intConstant(kind.bytes());
            });
        }
    }

    private static MemKind elementKind(Ins literal) {
        if (literal.op != Op.CLASS_MIRROR || !((JClass) literal.attr).isArray()) return null;
        return MemKind.ofDescriptor(((JClass) literal.attr).component.descriptor());
    }

    private void unsafeAccess(String name, String descriptor, MemKind kind) {
        Address place = Address.indexed(kind, 0, 0);
        for (String mode : new String[] {"", "Volatile", "Acquire", "Opaque"}) {
            unsafe("get" + name + mode, "(Ljava/lang/Object;J)" + descriptor, Op.LOAD, kind.type, place);
        }
        for (String mode : new String[] {"", "Volatile", "Release", "Opaque"}) {
            unsafe("put" + name + mode, "(Ljava/lang/Object;J" + descriptor + ")V", Op.STORE, Type.VOID, place);
        }
        if (kind == MemKind.REF || kind == MemKind.U8) return;
        bySymbol.put(UNSAFE + "get" + name + "(J)" + descriptor,
                (e, m, a) -> e.add(Op.LOAD, kind.type, a[1]).attr(Address.at(kind, 0)));
        bySymbol.put(UNSAFE + "put" + name + "(J" + descriptor + ")V",
                (e, m, a) -> e.add(Op.STORE, Type.VOID, a[1], a[2]).attr(Address.at(kind, 0)));
    }

    private void unsafeUpdate(String name, String d, MemKind kind) {
        Address place = Address.indexed(kind, 0, 0);
        String two = "(Ljava/lang/Object;J" + d + d + ")";
        unsafe("compareAndSet" + name, two + "Z", Op.COMPARE_AND_SET, Type.INT, place);
        for (String mode : new String[] {"", "Plain", "Acquire", "Release"}) {
            unsafe("weakCompareAndSet" + name + mode, two + "Z", Op.COMPARE_AND_SET, Type.INT, place);
        }
        for (String mode : new String[] {"", "Acquire", "Release"}) {
            unsafe("compareAndExchange" + name + mode, two + d, Op.COMPARE_AND_EXCHANGE, kind.type, place);
            unsafe("getAndSet" + name + mode, "(Ljava/lang/Object;J" + d + ")" + d, Op.FETCH_SET, kind.type, place);
            if (kind != MemKind.REF) {
                unsafe("getAndAdd" + name + mode, "(Ljava/lang/Object;J" + d + ")" + d, Op.FETCH_ADD, kind.type, place);
            }
        }
    }

    /** The inputs are the arguments without the Unsafe itself. */
    private void unsafe(String name, String descriptor, Op op, Type result, Address place) {
        bySymbol.put(UNSAFE + name + descriptor, (e, m, a) -> {
            Ins[] inputs = new Ins[a.length - 1];
            System.arraycopy(a, 1, inputs, 0, inputs.length);
            return e.add(op, result, inputs).attr(place);
        });
    }
}
