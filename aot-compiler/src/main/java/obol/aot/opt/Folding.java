package obol.aot.opt;

import obol.aot.ir.Condition;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;

/**
 * The value of an operation whose inputs are constants, as the bits of a CONST. Java's own arithmetic gives it, which since
 * JEP 306 is the same on every host.
 */
final class Folding {
    private Folding() {}

    /** The bits, or null if the operation is not folded. Inputs are constants. */
    static Long fold(Ins ins) {
        return switch (ins.inputs.length) {
            case 1 -> unary(ins, ins.in(0).type, ins.in(0).bits);
            case 2 -> binary(ins, ins.in(0).type, ins.in(0).bits, ins.in(1).bits);
            default -> null;
        };
    }

    private static Long unary(Ins ins, Type type, long a) {
        return switch (ins.op) {
            case CONVERT -> convert(type, ins.type, a);
            case EXTEND -> (long) extend((int) a, (MemKind) ins.attr);
            case BITCAST -> ins.type == Type.INT || ins.type == Type.FLOAT ? (long) (int) a : a;
            case NEG -> switch (type) {
                case INT -> (long) -(int) a;
                case LONG -> -a;
                case FLOAT -> bits(-asFloat(a));
                default -> bits(-asDouble(a));
            };
            case ABS -> switch (type) {
                case INT -> (long) Math.abs((int) a);
                case LONG -> Math.abs(a);
                case FLOAT -> bits(Math.abs(asFloat(a)));
                default -> bits(Math.abs(asDouble(a)));
            };
            case SQRT -> type == Type.DOUBLE ? bits(Math.sqrt(asDouble(a))) : null;
            case BIT_COUNT -> (long) (type == Type.INT ? Integer.bitCount((int) a) : Long.bitCount(a));
            case LEADING_ZEROS -> (long) (type == Type.INT ? Integer.numberOfLeadingZeros((int) a) : Long.numberOfLeadingZeros(a));
            case TRAILING_ZEROS -> (long) (type == Type.INT ? Integer.numberOfTrailingZeros((int) a) : Long.numberOfTrailingZeros(a));
            case REVERSE_BYTES -> type == Type.INT ? (long) Integer.reverseBytes((int) a) : Long.reverseBytes(a);
            default -> null;
        };
    }

    private static Long binary(Ins ins, Type type, long a, long b) {
        return switch (ins.op) {
            case COMPARE -> (long) compare(type, a, b, (int) ins.bits);
            case SET -> holds((Condition) ins.attr, type, a, b) ? 1L : 0L;
            case MULTIPLY_HIGH -> Math.multiplyHigh(a, b);
            default -> switch (type) {
                case INT -> ints(ins.op, (int) a, (int) b);
                case LONG -> longs(ins.op, a, b);
                case FLOAT -> floats(ins.op, asFloat(a), asFloat(b));
                case DOUBLE -> doubles(ins.op, asDouble(a), asDouble(b));
                default -> null;
            };
        };
    }

    private static Long ints(Op op, int a, int b) {
        return switch (op) {
            case ADD -> (long) (a + b);
            case SUB -> (long) (a - b);
            case MUL -> (long) (a * b);
            case DIV -> b == 0 ? null : (Long) (long) (a / b);
            case REM -> b == 0 ? null : (Long) (long) (a % b);
            case AND -> (long) (a & b);
            case OR -> (long) (a | b);
            case XOR -> (long) (a ^ b);
            case SHL -> (long) (a << b);
            case SHR -> (long) (a >> b);
            case USHR -> (long) (a >>> b);
            default -> null;
        };
    }

    private static Long longs(Op op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? null : (Long) (a / b);
            case REM -> b == 0 ? null : (Long) (a % b);
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >> b;
            case USHR -> a >>> b;
            default -> null;
        };
    }

    private static Long floats(Op op, float a, float b) {
        return switch (op) {
            case ADD -> bits(a + b);
            case SUB -> bits(a - b);
            case MUL -> bits(a * b);
            case DIV -> bits(a / b);
            case REM -> bits(a % b);
            default -> null;
        };
    }

    private static Long doubles(Op op, double a, double b) {
        return switch (op) {
            case ADD -> bits(a + b);
            case SUB -> bits(a - b);
            case MUL -> bits(a * b);
            case DIV -> bits(a / b);
            case REM -> bits(a % b);
            default -> null;
        };
    }

    private static Long convert(Type from, Type to, long a) {
        return switch (from) {
            case INT, LONG -> switch (to) {
                case INT -> (long) (int) a;
                case LONG -> a;
                case FLOAT -> bits((float) a);
                default -> bits((double) a);
            };
            case FLOAT -> fromFloat(to, asFloat(a));
            default -> fromDouble(to, asDouble(a));
        };
    }

    private static Long fromFloat(Type to, float a) {
        return switch (to) {
            case INT -> (long) (int) a;
            case LONG -> (long) a;
            default -> bits((double) a);
        };
    }

    private static Long fromDouble(Type to, double a) {
        return switch (to) {
            case INT -> (long) (int) a;
            case LONG -> (long) a;
            default -> bits((float) a);
        };
    }

    private static int extend(int a, MemKind kind) {
        return switch (kind) {
            case I8 -> (byte) a;
            case U8 -> a & 0xff;
            case I16 -> (short) a;
            default -> (char) a;
        };
    }

    private static int compare(Type type, long a, long b, int ifNan) {
        if (type == Type.INT || type == Type.LONG) return Long.compare(a, b);
        double x = type == Type.FLOAT ? asFloat(a) : asDouble(a);
        double y = type == Type.FLOAT ? asFloat(b) : asDouble(b);
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : ifNan;
    }

    /** Whether the condition holds for two constants, or two nulls. */
    static boolean holds(Condition condition, Type type, long a, long b) {
        if (type.isFloating()) {
            int order = compare(type, a, b, 2);
            return switch (condition) {
                case EQ -> order == 0;
                case NE -> order != 0;
                case LT -> order == -1;
                case GE -> order == 0 || order == 1;
                case GT -> order == 1;
                case LE -> order == -1 || order == 0;
                case LT_OR_NAN -> order == -1 || order == 2;
                case GE_OR_NAN -> order >= 0;
                case GT_OR_NAN -> order >= 1;
                default -> order != 1;
            };
        }
        return switch (condition) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case GE -> a >= b;
            case GT -> a > b;
            case LE -> a <= b;
            // Sign extension keeps the unsigned order of ints.
            case BELOW -> Long.compareUnsigned(a, b) < 0;
            case ABOVE_EQUAL -> Long.compareUnsigned(a, b) >= 0;
            case ABOVE -> Long.compareUnsigned(a, b) > 0;
            default -> Long.compareUnsigned(a, b) <= 0;
        };
    }

    private static float asFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static double asDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
