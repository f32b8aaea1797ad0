package obol.aot.codegen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.JMethod;
import obol.layout.ObjectLayout;

/**
 * What a graph means, by Java's own arithmetic: the oracle for compiled code. Values are 64 bits: INT and REF zero-extended,
 * FLOAT and DOUBLE as bits (NaNs made canonical).
 */
final class GraphEvaluator {
    /** Thrown by stubs; its result is {@link TestProgram#exception}. */
    static final class Thrown extends RuntimeException {
        final long value;

        Thrown(Stub stub) {
            super(stub.name(), null, false, false);
            value = TestProgram.exception(stub);
        }
    }

    private final Map<JMethod, Graph> graphs;
    private static final long OBJECTS = 0x4000_0000L;
    private static final int OBJECT_SIZE = 256;

    private final ByteBuffer scratch;
    private final List<ByteBuffer> objects = new ArrayList<>();
    private ByteBuffer memory;
    private int fuel;

    GraphEvaluator(Map<JMethod, Graph> graphs, byte[] memory) {
        this.graphs = graphs;
        scratch = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The result, or {@link TestProgram#exception}. */
    long run(Graph graph, long... arguments) {
        fuel = 2_000_000;
        try {
            return call(graph, arguments);
        } catch (Thrown thrown) {
            return thrown.value;
        }
    }

    private long call(Graph graph, long[] arguments) {
        Map<Ins, Long> values = new HashMap<>();
        Block block = graph.entry;
        Block from = null;
        while (true) {
            if (fuel-- < 0) throw new IllegalStateException("does not end: " + graph);
            int phis = block.phiCount();
            long[] inputs = new long[phis];
            for (int i = 0; i < phis; i++) inputs[i] = value(values, block.body.get(i).in(block.preds.indexOf(from)));
            for (int i = 0; i < phis; i++) values.put(block.body.get(i), inputs[i]);
            Ins end = block.end();
            Block target = null;
            for (Ins ins : block.body.subList(phis, block.body.size() - 1)) {
                try {
                    values.put(ins, step(ins, values, arguments));
                } catch (Thrown thrown) {
                    if (block.handler == null || ins != block.thrower()) throw thrown;
                    target = block.handler;
                    values.put(target.body.get(0), thrown.value);
                    break;
                }
            }
            from = block;
            if (target != null) {
                block = target;
                continue;
            }
            switch (end.op) {
                case GOTO -> block = block.succs.get(0);
                case IF -> block = block.succs.get(holds((Condition) end.attr, end.in(0).type, value(values, end.in(0)), value(values, end.in(1))) ? 0 : 1);
                case SWITCH -> {
                    int[] keys = (int[]) end.attr;
                    int at = java.util.Arrays.binarySearch(keys, (int) value(values, end.in(0)));
                    block = block.succs.get(at >= 0 ? at : keys.length);
                }
                case RETURN -> {
                    return end.inputs.length == 0 ? 0 : value(values, end.in(0));
                }
                default -> throw new IllegalStateException(end.toString());
            }
        }
    }

    private long value(Map<Ins, Long> values, Ins ins) {
        if (ins.op == Op.CONST) return normal(ins.type, ins.bits);
        Long value = values.get(ins);
        if (value == null) throw new IllegalStateException("no value of " + ins);
        return value;
    }

    private static long normal(Type type, long bits) {
        return type.isWide() ? bits : bits & 0xFFFF_FFFFL;
    }

    private long step(Ins ins, Map<Ins, Long> values, long[] arguments) {
        long[] in = new long[ins.inputs.length];
        for (int i = 0; i < in.length; i++) in[i] = value(values, ins.in(i));
        return switch (ins.op) {
            case CONST -> normal(ins.type, ins.bits);
            case PARAM -> arguments[(int) ins.bits];
            case CATCH -> values.get(ins);
            case CALL -> {
                CallTarget target = (CallTarget) ins.attr;
                yield call(graphs.get(target.method()), in);
            }
            case TRAP_IF -> {
                Guard guard = (Guard) ins.attr;
                if (!holds(guard.condition(), ins.in(0).type, in[0], in[1])) yield 0;
                stubArguments(in, 2);
                throw new Thrown(guard.stub());
            }
            case STUB_IF -> {
                if (holds(((Guard) ins.attr).condition(), ins.in(0).type, in[0], in[1])) stubArguments(in, 2);
                yield 0;
            }
            case POLL, FENCE, CARD_MARK -> 0;
            case ALLOCATE, ALLOCATE_ARRAY, STUB_CALL -> {
                if (ins.op == Op.STUB_CALL && ins.type == Type.VOID) stubArguments(in, 0);
                ByteBuffer object = ByteBuffer.allocate(OBJECT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
                if (ins.op == Op.ALLOCATE_ARRAY) object.putInt(ObjectLayout.ARRAY_LENGTH, (int) in[0]);
                objects.add(object);
                yield OBJECTS + (long) OBJECT_SIZE * (objects.size() - 1);
            }
            case LOAD -> load(((Address) ins.attr).kind(), address(ins, in));
            case STORE -> {
                store(((Address) ins.attr).kind(), address(ins, in), in[in.length - 1]);
                yield 0;
            }
            case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> {
                MemKind kind = ((Address) ins.attr).kind();
                long old = load(kind, address(ins, in));
                boolean same = (old ^ in[in.length - 2]) << 64 - 8 * kind.bytes() == 0;
                if (same) store(kind, address(ins, in), in[in.length - 1]);
                yield ins.op == Op.COMPARE_AND_SET ? same ? 1 : 0 : old;
            }
            case FETCH_ADD, FETCH_SET -> {
                MemKind kind = ((Address) ins.attr).kind();
                long old = load(kind, address(ins, in));
                long value = in[in.length - 1];
                store(kind, address(ins, in), ins.op == Op.FETCH_ADD ? old + value : value);
                yield old;
            }
            default -> pure(ins, in);
        };
    }

    private void stubArguments(long[] in, int first) {
        for (int i = first; i < in.length; i++) scratch.putInt(TestProgram.STUB_ARGUMENTS - (int) TestProgram.MEMORY + 4 * (i - first), (int) in[i]);
    }

    /** The offset in {@link #memory}, which becomes the scratch memory or the object that the address names. */
    private int address(Ins ins, long[] in) {
        Address a = (Address) ins.attr;
        long at = in[0] + (a.indexed() ? in[1] << a.shift() : 0) + a.displacement();
        memory = at >= OBJECTS ? objects.get((int) ((at - OBJECTS) / OBJECT_SIZE)) : scratch;
        return at >= OBJECTS ? (int) ((at - OBJECTS) % OBJECT_SIZE) : Math.toIntExact(at - TestProgram.MEMORY);
    }

    private long load(MemKind kind, int at) {
        return switch (kind) {
            case I8 -> memory.get(at) & 0xFFFF_FFFFL;
            case U8 -> memory.get(at) & 0xFFL;
            case I16 -> memory.getShort(at) & 0xFFFF_FFFFL;
            case U16 -> memory.getShort(at) & 0xFFFFL;
            case I32, U32, F32, REF -> memory.getInt(at) & 0xFFFF_FFFFL;
            case I64, F64 -> memory.getLong(at);
        };
    }

    private void store(MemKind kind, int at, long value) {
        switch (kind.bytes()) {
            case 1 -> memory.put(at, (byte) value);
            case 2 -> memory.putShort(at, (short) value);
            case 4 -> memory.putInt(at, (int) value);
            default -> memory.putLong(at, value);
        }
    }

    static boolean holds(Condition c, Type type, long x, long y) {
        if (type.isFloating()) {
            double a = type == Type.FLOAT ? Float.intBitsToFloat((int) x) : Double.longBitsToDouble(x);
            double b = type == Type.FLOAT ? Float.intBitsToFloat((int) y) : Double.longBitsToDouble(y);
            return switch (c) {
                case EQ -> a == b;
                case NE -> a != b;
                case LT -> a < b;
                case GE -> a >= b;
                case GT -> a > b;
                case LE -> a <= b;
                case LT_OR_NAN -> !(a >= b);
                case GE_OR_NAN -> !(a < b);
                case GT_OR_NAN -> !(a <= b);
                case LE_OR_NAN -> !(a > b);
                default -> throw new IllegalArgumentException(c.toString());
            };
        }
        long a = type == Type.INT ? (int) x : x;
        long b = type == Type.INT ? (int) y : y;
        return switch (c) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case GE -> a >= b;
            case GT -> a > b;
            case LE -> a <= b;
            case BELOW -> Long.compareUnsigned(x, y) < 0;
            case ABOVE_EQUAL -> Long.compareUnsigned(x, y) >= 0;
            case ABOVE -> Long.compareUnsigned(x, y) > 0;
            case BELOW_EQUAL -> Long.compareUnsigned(x, y) <= 0;
            default -> throw new IllegalArgumentException(c.toString());
        };
    }

    private static long of(boolean b) {
        return b ? 1 : 0;
    }

    private static long of(int i) {
        return i & 0xFFFF_FFFFL;
    }

    static long of(float f) {
        return of(Float.floatToIntBits(f));
    }

    static long of(double d) {
        return Double.doubleToLongBits(d);
    }

    private static long pure(Ins ins, long[] in) {
        Type type = ins.inputs.length > 0 && ins.op != Op.SELECT ? ins.in(0).type : ins.type;
        return switch (ins.op) {
            case SET -> of(holds((Condition) ins.attr, type, in[0], in[1]));
            case SELECT -> holds((Condition) ins.attr, ins.in(0).type, in[0], in[1]) ? in[2] : in[3];
            case COMPARE -> of(compare(type, (int) ins.bits, in[0], in[1]));
            case CONVERT -> convert(type, ins.type, in[0]);
            case EXTEND -> switch ((MemKind) ins.attr) {
                case I8 -> of((int) (byte) in[0]);
                case U8 -> in[0] & 0xFF;
                case I16 -> of((int) (short) in[0]);
                default -> in[0] & 0xFFFF;
            };
            case BITCAST, ADDRESS_OF, OBJECT_AT -> in[0];
            default -> switch (type) {
                case INT -> ints(ins.op, (int) in[0], in.length > 1 ? (int) in[1] : 0);
                case LONG -> longs(ins.op, in[0], in.length > 1 ? in[1] : 0);
                case FLOAT -> floats(ins.op, Float.intBitsToFloat((int) in[0]), in.length > 1 ? Float.intBitsToFloat((int) in[1]) : 0);
                default -> doubles(ins.op, Double.longBitsToDouble(in[0]), in.length > 1 ? Double.longBitsToDouble(in[1]) : 0);
            };
        };
    }

    private static int compare(Type type, int unordered, long x, long y) {
        switch (type) {
            case INT: return Integer.compare((int) x, (int) y);
            case LONG: return Long.compare(x, y);
            default:
                if (holds(Condition.LT, type, x, y)) return -1;
                if (holds(Condition.GT, type, x, y)) return 1;
                return holds(Condition.EQ, type, x, y) ? 0 : unordered;
        }
    }

    private static long convert(Type from, Type to, long x) {
        if (from == Type.INT || from == Type.LONG) {
            long v = from == Type.INT ? (int) x : x;
            return switch (to) {
                case INT -> of((int) v);
                case LONG -> v;
                case FLOAT -> of((float) v);
                default -> of((double) v);
            };
        }
        if (from == Type.FLOAT) {
            float v = Float.intBitsToFloat((int) x);
            return switch (to) {
                case INT -> of((int) v);
                case LONG -> (long) v;
                case FLOAT -> of(v);
                default -> of((double) v);
            };
        }
        double v = Double.longBitsToDouble(x);
        return switch (to) {
            case INT -> of((int) v);
            case LONG -> (long) v;
            case FLOAT -> of((float) v);
            default -> of(v);
        };
    }

    private static long ints(Op op, int a, int b) {
        return of(switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case NEG -> -a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >> b;
            case USHR -> a >>> b;
            case ABS -> Math.abs(a);
            case BIT_COUNT -> Integer.bitCount(a);
            case LEADING_ZEROS -> Integer.numberOfLeadingZeros(a);
            case TRAILING_ZEROS -> Integer.numberOfTrailingZeros(a);
            case REVERSE_BYTES -> Integer.reverseBytes(a);
            default -> throw new IllegalArgumentException(op.toString());
        });
    }

    private static long longs(Op op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case NEG -> -a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >> b;
            case USHR -> a >>> b;
            case ABS -> Math.abs(a);
            case MULTIPLY_HIGH -> Math.multiplyHigh(a, b);
            case BIT_COUNT -> Long.bitCount(a);
            case LEADING_ZEROS -> Long.numberOfLeadingZeros(a);
            case TRAILING_ZEROS -> Long.numberOfTrailingZeros(a);
            case REVERSE_BYTES -> Long.reverseBytes(a);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private static long floats(Op op, float a, float b) {
        return of(switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SQRT -> (float) Math.sqrt(a);
            default -> throw new IllegalArgumentException(op.toString());
        });
    }

    private static long doubles(Op op, double a, double b) {
        return of(switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SQRT -> Math.sqrt(a);
            default -> throw new IllegalArgumentException(op.toString());
        });
    }

    /** Result bits as the oracle writes them. */
    static long canonical(Type type, long bits) {
        return switch (type) {
            case VOID -> 0;
            case FLOAT -> of(Float.intBitsToFloat((int) bits));
            case DOUBLE -> of(Double.longBitsToDouble(bits));
            default -> bits;
        };
    }

}
