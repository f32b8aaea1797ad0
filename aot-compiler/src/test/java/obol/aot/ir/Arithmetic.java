package obol.aot.ir;

/** What the arithmetic operations of the IR mean, by the host's. */
final class Arithmetic {
    private Arithmetic() {}

    static Object binary(Op op, Object a, Object b) {
        if (a instanceof Integer x) return ints(op, x, (Integer) b);
        if (a instanceof Long x) return longs(op, x, ((Number) b).longValue());
        if (a instanceof Float x) return floats(op, x, (Float) b);
        return doubles(op, (Double) a, (Double) b);
    }

    private static int ints(Op op, int a, int b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >> b;
            default -> a >>> b;
        };
    }

    private static long longs(Op op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >> b;
            default -> a >>> b;
        };
    }

    private static float floats(Op op, float a, float b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            default -> a % b;
        };
    }

    private static double doubles(Op op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            default -> a % b;
        };
    }

    static Object unary(Op op, Object a) {
        return switch (op) {
            case NEG -> a instanceof Integer x ? (Object) (-x) : a instanceof Long x ? (Object) (-x) : a instanceof Float x ? (Object) (-x) : (Object) (-(Double) a);
            case ABS -> a instanceof Integer x ? (Object) Math.abs(x) : a instanceof Long x ? (Object) Math.abs(x)
                    : a instanceof Float x ? (Object) Math.abs(x) : (Object) Math.abs((Double) a);
            case SQRT -> Math.sqrt((Double) a);
            case BIT_COUNT -> a instanceof Integer x ? Integer.bitCount(x) : Long.bitCount((Long) a);
            case LEADING_ZEROS -> a instanceof Integer x ? Integer.numberOfLeadingZeros(x) : Long.numberOfLeadingZeros((Long) a);
            case TRAILING_ZEROS -> a instanceof Integer x ? Integer.numberOfTrailingZeros(x) : Long.numberOfTrailingZeros((Long) a);
            case REVERSE_BYTES -> a instanceof Integer x ? (Object) Integer.reverseBytes(x) : (Object) Long.reverseBytes((Long) a);
            default -> a instanceof Integer x ? (Object) Float.intBitsToFloat(x) : a instanceof Long x ? (Object) Double.longBitsToDouble(x)
                    : a instanceof Float x ? (Object) Float.floatToRawIntBits(x) : (Object) Double.doubleToRawLongBits((Double) a);
        };
    }

    static int compare(Object a, Object b, int ifNan) {
        if (a instanceof Integer x) return Integer.compare(x, (Integer) b);
        if (a instanceof Long x) return Long.compare(x, (Long) b);
        double x = ((Number) a).doubleValue();
        double y = ((Number) b).doubleValue();
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : ifNan;
    }

    static Object convert(Object a, Type to) {
        Number n = (Number) a;
        return switch (to) {
            case INT -> n.intValue();
            case LONG -> n.longValue();
            case FLOAT -> n.floatValue();
            default -> n.doubleValue();
        };
    }

    static int extend(int a, MemKind kind) {
        return switch (kind) {
            case I8 -> (byte) a;
            case U8 -> a & 0xff;
            case I16 -> (short) a;
            case U16 -> (char) a;
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }
}
