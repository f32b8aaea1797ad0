package obol.aot.ir;

import static obol.aot.ir.Type.DOUBLE;
import static obol.aot.ir.Type.FLOAT;
import static obol.aot.ir.Type.INT;
import static obol.aot.ir.Type.LONG;
import static obol.aot.ir.Type.REF;
import static obol.aot.ir.Type.VOID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;

/** The typing rule of each operation. */
final class OpTypes {
    private OpTypes() {}

    /** What is wrong with the types, the number of inputs or the attribute; empty if nothing is. */
    static String check(JMethod method, Ins ins) {
        Type t = ins.type;
        return switch (ins.op) {
            case CONST -> in(ins) + when(t == VOID, "VOID") + when(t == INT && ins.bits != (int) ins.bits, "bits are no int")
                    + when(t == FLOAT && ins.bits != (int) ins.bits, "bits are no float's") + when(t == REF && ins.bits != 0, "not null");
            case STRING -> result(ins, REF) + in(ins) + attr(ins, String.class);
            case LINK_NUMBER -> integer(t) + in(ins) + attr(ins, LinkNumber.class);
            case HUB -> result(ins, LONG) + in(ins) + attr(ins, JClass.class);
            case PARAM -> in(ins) + when(ins.bits < 0 || ins.bits >= method.parameters.size(), "no such parameter")
                    + (ins.bits < 0 || ins.bits >= method.parameters.size() ? "" : result(ins, method.parameters.get((int) ins.bits)));
            case PHI -> all(ins, t);
            case CATCH -> result(ins, REF) + in(ins);
            case ADD, SUB, MUL, DIV, REM -> arithmetic(t) + in(ins, t, t);
            case NEG, ABS -> arithmetic(t) + in(ins, t);
            case AND, OR, XOR -> integer(t) + in(ins, t, t);
            case SHL, SHR, USHR -> integer(t) + in(ins, t, INT);
            case SQRT -> when(!t.isFloating(), "not floating") + in(ins, t);
            case MULTIPLY_HIGH -> result(ins, LONG) + in(ins, LONG, LONG);
            case BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS -> result(ins, INT) + in(ins, inputType(ins)) + integer(inputType(ins));
            case REVERSE_BYTES -> integer(t) + in(ins, t);
            case COMPARE -> result(ins, INT) + in(ins, inputType(ins), inputType(ins)) + arithmetic(inputType(ins));
            case SET -> result(ins, INT) + in(ins, inputType(ins), inputType(ins)) + condition(ins);
            case SELECT -> in(ins, inputType(ins), inputType(ins), t, t) + condition(ins);
            case CONVERT -> arithmetic(t) + in(ins, inputType(ins)) + arithmetic(inputType(ins)) + when(t == inputType(ins), "converts nothing");
            case EXTEND -> result(ins, INT) + in(ins, INT) + attr(ins, MemKind.class);
            case BITCAST -> in(ins, switch (t) {
                case INT -> FLOAT;
                case FLOAT -> INT;
                case LONG -> DOUBLE;
                default -> LONG;
            });
            case NULL_CHECK, THROW, MONITOR_ENTER, MONITOR_EXIT -> result(ins, ins.op == Op.NULL_CHECK ? REF : VOID) + in(ins, REF);
            case ZERO_CHECK -> integer(t) + in(ins, t);
            case BOUNDS_CHECK -> result(ins, INT) + in(ins, INT, INT);
            case CHECK_CAST -> result(ins, REF) + in(ins, REF) + attr(ins, JClass.class);
            case ARRAY_STORE_CHECK -> result(ins, REF) + in(ins, REF, REF);
            case INSTANCE_OF -> result(ins, INT) + in(ins, REF) + attr(ins, JClass.class);
            case GET_FIELD -> attr(ins, JField.class) + result(ins, field(ins)) + in(ins, REF);
            case PUT_FIELD -> attr(ins, JField.class) + result(ins, VOID) + in(ins, REF, field(ins));
            case GET_STATIC -> attr(ins, JField.class) + result(ins, field(ins)) + in(ins);
            case PUT_STATIC -> attr(ins, JField.class) + result(ins, VOID) + in(ins, field(ins));
            case ARRAY_LENGTH -> result(ins, INT) + in(ins, REF);
            case ARRAY_GET -> attr(ins, MemKind.class) + result(ins, ((MemKind) ins.attr).type) + in(ins, REF, INT);
            case ARRAY_PUT -> attr(ins, MemKind.class) + result(ins, VOID) + in(ins, REF, INT, ((MemKind) ins.attr).type);
            case NEW -> result(ins, REF) + in(ins) + attr(ins, JClass.class);
            case NEW_ARRAY -> result(ins, REF) + in(ins, INT) + attr(ins, JClass.class);
            case NEW_MULTI_ARRAY -> result(ins, REF) + all(ins, INT) + attr(ins, JClass.class);
            case INIT_CLASS -> result(ins, VOID) + in(ins) + attr(ins, JClass.class);
            case FIELD_OFFSET -> result(ins, LONG) + in(ins) + attr(ins, JField.class);
            case CLASS_MIRROR -> result(ins, REF) + in(ins) + attr(ins, JClass.class);
            case GET_HUB -> result(ins, LONG) + in(ins, REF);
            case INVOKE_STATIC, INVOKE_SPECIAL, INVOKE_VIRTUAL, INVOKE_INTERFACE -> attr(ins, JMethod.class) + call(ins, (JMethod) ins.attr);
            case LINKAGE_ERROR -> result(ins, VOID) + in(ins) + attr(ins, Linkage.class);
            case LOAD -> result(ins, address(ins).kind().type) + memory(ins);
            case STORE -> result(ins, VOID) + memory(ins, address(ins).kind().type);
            case CARD_MARK -> result(ins, VOID) + memory(ins);
            case COMPARE_AND_SET -> result(ins, INT) + memory(ins, address(ins).kind().type, address(ins).kind().type);
            case COMPARE_AND_EXCHANGE -> result(ins, address(ins).kind().type) + memory(ins, t, t);
            case FETCH_ADD, FETCH_SET -> result(ins, address(ins).kind().type) + memory(ins, t);
            case ADDRESS_OF -> result(ins, LONG) + in(ins, REF);
            case OBJECT_AT -> result(ins, REF) + in(ins, LONG);
            case THREAD, STACK_POINTER, RDTSC -> result(ins, LONG) + in(ins);
            case PAUSE, FENCE, POLL -> result(ins, VOID) + in(ins);
            case CALL -> attr(ins, CallTarget.class) + result(ins, ((CallTarget) ins.attr).method().result);
            case STUB_CALL -> attr(ins, Stub.class) + result(ins, ((Stub) ins.attr).result);
            case STUB_IF, TRAP_IF -> attr(ins, Guard.class);
            case ALLOCATE -> result(ins, REF) + in(ins) + attr(ins, Allocation.class);
            case ALLOCATE_ARRAY -> result(ins, REF) + in(ins, INT) + attr(ins, Allocation.class);
            case GOTO, UNREACHABLE -> result(ins, VOID) + in(ins);
            case IF -> result(ins, VOID) + in(ins, inputType(ins), inputType(ins)) + condition(ins);
            case SWITCH -> result(ins, VOID) + in(ins, INT) + attr(ins, int[].class) + keys(ins);
            case RETURN -> result(ins, VOID) + (method.result == VOID ? in(ins) : in(ins, method.result));
        };
    }

    private static String when(boolean wrong, String text) {
        return wrong ? text + "; " : "";
    }

    private static Type inputType(Ins ins) {
        return ins.inputs.length == 0 ? VOID : ins.in(0).type;
    }

    private static String in(Ins ins, Type... wanted) {
        List<Type> found = new ArrayList<>();
        for (Ins i : ins.inputs) found.add(i.type);
        return when(!found.equals(Arrays.asList(wanted)), "inputs " + found + ", not " + Arrays.toString(wanted));
    }

    private static String all(Ins ins, Type wanted) {
        Type[] types = new Type[ins.inputs.length];
        Arrays.fill(types, wanted);
        return in(ins, types);
    }

    private static String result(Ins ins, Type wanted) {
        return when(ins.type != wanted, "result not " + wanted);
    }

    private static String attr(Ins ins, Class<?> wanted) {
        return when(!wanted.isInstance(ins.attr), "attribute no " + wanted.getSimpleName());
    }

    private static String integer(Type type) {
        return when(type != INT && type != LONG, "not an integer");
    }

    private static String arithmetic(Type type) {
        return when(type == VOID || type == REF, "not a number");
    }

    private static String condition(Ins ins) {
        if (!(ins.attr instanceof Condition c)) return "attribute no Condition; ";
        boolean orNan = c == Condition.LT_OR_NAN || c == Condition.GE_OR_NAN || c == Condition.GT_OR_NAN || c == Condition.LE_OR_NAN;
        boolean unsigned = c == Condition.BELOW || c == Condition.ABOVE || c == Condition.BELOW_EQUAL || c == Condition.ABOVE_EQUAL;
        Type type = inputType(ins);
        return when(type.isFloating() ? unsigned : orNan, c + " of " + type)
                + when(type == REF && c != Condition.EQ && c != Condition.NE, c + " of references");
    }

    private static String keys(Ins ins) {
        int[] keys = (int[]) ins.attr;
        for (int i = 1; i < keys.length; i++) if (keys[i - 1] >= keys[i]) return "keys do not ascend; ";
        return when(keys.length == 0, "no keys");
    }

    private static Type field(Ins ins) {
        return ((JField) ins.attr).kind.type;
    }

    private static String call(Ins ins, JMethod callee) {
        return result(ins, callee.result) + in(ins, callee.parameters.toArray(new Type[0]));
    }

    private static Address address(Ins ins) {
        return (Address) ins.attr;
    }

    private static String memory(Ins ins, Type... values) {
        int address = address(ins).indexed() ? 2 : 1;
        if (ins.inputs.length != address + values.length) return ins.inputs.length + " inputs; ";
        String wrong = when(ins.in(0).type != REF && ins.in(0).type != LONG, "base is " + ins.in(0).type);
        if (address == 2) wrong += integer(ins.in(1).type);
        for (int i = 0; i < values.length; i++) wrong += when(ins.in(address + i).type != values[i], "value is not " + values[i]);
        return wrong;
    }
}
