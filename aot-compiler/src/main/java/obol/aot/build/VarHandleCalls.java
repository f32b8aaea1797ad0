package obol.aot.build;

import java.util.List;
import obol.aot.ir.Address;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.World;
import obol.classfile.Descriptor;
import obol.layout.ObjectLayout;

/**
 * Calls of VarHandle's access methods as operations on the place that the VarHandle stands for. All modes of access are
 * one, as for Unsafe ({@link Intrinsics}); reading, computing and writing one after the other is atomic, as threads change
 * only at polls.
 */
final class VarHandleCalls {
    private final World world;
    private final Emitter emit;

    VarHandleCalls(World world, Emitter emit) {
        this.world = world;
        this.emit = emit;
    }

    /**
     * Emits the operation.
     *
     * @param arguments without the VarHandle: object, or array and index, or nothing; then the values
     * @return its value, the last instruction if it is VOID, or null if this is not done for the place; then nothing was emitted
     */
    Ins access(VarHandles.Place place, String name, String descriptor, List<Ins> arguments) {
        Descriptor type = Descriptor.ofMethod(descriptor);
        String valueType = place.valueType();
        MemKind kind = MemKind.ofDescriptor(valueType);
        String mode = plainMode(name);
        if (mode == null) return null;
        boolean reads = mode.equals("get");
        boolean writes = mode.equals("set");
        boolean wide = kind == MemKind.I32 || kind == MemKind.I64 || kind == MemKind.REF;
        if (!reads && !writes && !wide || mode.startsWith("getAndAdd") && kind == MemKind.REF) return null;
        boolean isStatic = place.field() != null && place.field().isStatic();
        if ((isStatic || place.view() != null) && !reads && !writes) return null;
        int coordinates = place.array() != null ? 2 : isStatic ? 0 : 1;
        int values = reads ? 0 : mode.startsWith("compare") ? 2 : 1;
        if (arguments.size() != coordinates + values || !fits(type, coordinates, valueType)) return null;

        Ins[] inputs = new Ins[arguments.size() + (place.field() != null && !isStatic ? 1 : 0)];
        int next = base(place, type, arguments, inputs);
        for (int i = 0; i < values; i++) inputs[next + i] = value(place, valueType, type.parameters().get(coordinates + i), inputs, arguments.get(coordinates + i));
        if (place.bigEndian() && writes) inputs[next] = emit.add(Op.REVERSE_BYTES, kind.type, inputs[next]);
        Ins result = isStatic ? staticAccess(place.field(), reads, inputs) : operation(mode, kind, address(place, kind), inputs);
        if (place.bigEndian() && reads) return emit.add(Op.REVERSE_BYTES, kind.type, result);
        if (mode.equals("compareAndSet") || type.returnType().equals("V")) return result;
        return cast(result, valueType, type.returnType());
    }

    /** The method's name without its mode of memory order; null: it is no access. */
    private static String plainMode(String name) {
        for (String plain : List.of("getAndAdd", "getAndSet", "getAndBitwiseOr", "getAndBitwiseAnd", "getAndBitwiseXor", "compareAndExchange",
                "compareAndSet", "weakCompareAndSet", "get", "set")) {
            if (!name.startsWith(plain)) continue;
            return switch (name.substring(plain.length())) {
                case "", "Plain", "Acquire", "Release", "Opaque", "Volatile" -> plain.equals("weakCompareAndSet") ? "compareAndSet" : plain;
                default -> null;
            };
        }
        return null;
    }

    /** Whether the call passes primitives as they are stored; VarHandle would convert others. */
    private static boolean fits(Descriptor type, int coordinates, String valueType) {
        for (String p : type.parameters().subList(coordinates, type.parameters().size())) {
            if (Descriptor.isReference(valueType) ? !Descriptor.isReference(p) : !p.equals(valueType)) return false;
        }
        String result = type.returnType();
        if (result.equals("V") || result.equals("Z")) return true;
        return Descriptor.isReference(valueType) ? Descriptor.isReference(result) : result.equals(valueType);
    }

    /** Puts base and index into {@code inputs}, checked; returns how many. */
    private int base(VarHandles.Place place, Descriptor type, List<Ins> arguments, Ins[] inputs) {
        if (place.array() != null) {
            Ins array = emit.nullCheck(cast(arguments.get(0), type.parameters().get(0), place.array().descriptor()));
            Ins length = emit.add(Op.ARRAY_LENGTH, Type.INT, array);
            inputs[0] = array;
            inputs[1] = emit.throwing(Op.BOUNDS_CHECK, Type.INT, null, arguments.get(1), length);
            if (place.view() != null) {
                Ins rest = emit.intConstant(MemKind.ofDescriptor(place.view()).bytes() - 1);
                emit.throwing(Op.BOUNDS_CHECK, Type.INT, null, emit.add(Op.ADD, Type.INT, inputs[1], rest), length);
            }
            return 2;
        }
        if (place.field().isStatic()) return 0;
        inputs[0] = emit.nullCheck(cast(arguments.get(0), type.parameters().get(0), place.field().holder.descriptor()));
        inputs[1] = emit.add(Op.FIELD_OFFSET, Type.LONG).attr(place.field());
        return 2;
    }

    private static Address address(VarHandles.Place place, MemKind kind) {
        if (place.view() != null) return Address.indexed(kind, 0, ObjectLayout.ARRAY_ELEMENTS);
        return place.array() != null ? Address.indexed(kind, kind.shift, ObjectLayout.elementsOffset(kind.shift)) : Address.indexed(kind, 0, 0);
    }

    private Ins value(VarHandles.Place place, String valueType, String given, Ins[] inputs, Ins value) {
        if (!Descriptor.isReference(valueType)) return value;
        Ins cast = cast(value, given, valueType);
        return place.array() == null || cast.isNull() ? cast : emit.throwing(Op.ARRAY_STORE_CHECK, Type.REF, null, inputs[0], cast);
    }

    /** A reference of one declared type as one of another. */
    private Ins cast(Ins value, String from, String to) {
        if (!Descriptor.isReference(to) || value.isNull()) return value;
        JClass wanted = world.ofDescriptor(to);
        JClass known = world.ofDescriptor(from);
        if (wanted == null || known != null && known.isSubtypeOf(wanted)) return value;
        return emit.throwing(Op.CHECK_CAST, Type.REF, wanted, value);
    }

    private Ins staticAccess(JField field, boolean reads, Ins[] inputs) {
        return reads ? emit.add(Op.GET_STATIC, field.kind.type).attr(field) : emit.add(Op.PUT_STATIC, Type.VOID, inputs).attr(field);
    }

    private Ins operation(String mode, MemKind kind, Address place, Ins[] inputs) {
        return switch (mode) {
            case "get" -> emit.add(Op.LOAD, kind.type, inputs).attr(place);
            case "set" -> emit.add(Op.STORE, Type.VOID, inputs).attr(place);
            case "compareAndSet" -> emit.add(Op.COMPARE_AND_SET, Type.INT, inputs).attr(place);
            case "compareAndExchange" -> emit.add(Op.COMPARE_AND_EXCHANGE, kind.type, inputs).attr(place);
            case "getAndSet" -> emit.add(Op.FETCH_SET, kind.type, inputs).attr(place);
            case "getAndAdd" -> emit.add(Op.FETCH_ADD, kind.type, inputs).attr(place);
            default -> bitwise(mode, kind, place, inputs);
        };
    }

    private Ins bitwise(String mode, MemKind kind, Address place, Ins[] inputs) {
        Op op = mode.endsWith("Or") ? Op.OR : mode.endsWith("And") ? Op.AND : Op.XOR;
        Ins before = emit.add(Op.LOAD, kind.type, inputs[0], inputs[1]).attr(place);
        Ins after = emit.add(op, kind.type, before, inputs[2]);
        emit.add(Op.STORE, Type.VOID, inputs[0], inputs[1], after).attr(place);
        return before;
    }
}
