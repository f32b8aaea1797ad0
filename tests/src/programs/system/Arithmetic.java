package system;

/** Operations on the values at the edges, as variables, so that nothing is folded beforehand. */
public final class Arithmetic {
    static final int[] INTS = {0, 1, -1, 2, 7, -8, 31, 32, 33, 127, 128, -129, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1, 0x12345678};
    static final long[] LONGS = {0, 1, -1, 3, 63, 64, 65, 1L << 31, 1L << 32, -(1L << 32), Long.MAX_VALUE, Long.MIN_VALUE, 0x123456789ABCDEFL};
    static final double[] DOUBLES = {0.0, -0.0, 1, -1.5, 1e-310, 1e300, -1e300, 2147483647.0, 2147483648.0, -2147483649.0, 9.3e18, 0.1,
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE};

    public static void main(String[] args) {
        long h = 0;
        for (int a : INTS) {
            h = 31 * h + (byte) a + (short) a * 3 + (char) a * 5L + -a + ~a + Integer.toString(a).hashCode() + (long) a + Float.floatToIntBits(a) + Double.doubleToLongBits(a);
            for (int b : INTS) {
                h = 31 * h + (a + b) + (a - b) * 3L + (a * b) * 5L + (a & b) + (a | b) * 7L + (a ^ b);
                h = 31 * h + (a << b) + (a >> b) * 3L + (a >>> b) * 5L + (a < b ? 1 : 2) + (a >= b ? 4 : 8) + Integer.compare(a, b) + Integer.compareUnsigned(a, b);
                if (b != 0) h = 31 * h + a / b + a % b * 3L + Integer.divideUnsigned(a, b) + Integer.remainderUnsigned(a, b);
                h += a / 7 + a % 10 + a / -16 + a * 10 + (a << 3);
            }
        }
        System.out.println("int " + h);
        h = 0;
        for (long a : LONGS) {
            h = 31 * h + (int) a + (byte) a + -a + ~a + Float.floatToIntBits((float) a) + Double.doubleToLongBits((double) a) + Long.toString(a).hashCode();
            for (long b : LONGS) {
                h = 31 * h + (a + b) + (a - b) * 3 + a * b * 5 + (a & b) + (a | b) * 7 + (a ^ b);
                h = 31 * h + (a << b) + (a >> b) * 3 + (a >>> b) * 5 + (a < b ? 1 : 2) + Long.compare(a, b) + Math.multiplyHigh(a, b);
                if (b != 0) h = 31 * h + a / b + a % b * 3;
                h += a / 1000 + a % 60;
            }
        }
        System.out.println("long " + h);
        h = 0;
        for (double a : DOUBLES) {
            h = 31 * h + (int) a + (long) a * 3 + (char) a + (byte) a + Float.floatToIntBits((float) a) + Double.doubleToLongBits(-a) + Double.doubleToLongBits(Math.abs(a)) + Double.doubleToLongBits(Math.sqrt(a));
            float f = (float) a;
            h = 31 * h + (int) f + (long) f * 3 + Double.doubleToLongBits((double) f);
            for (double b : DOUBLES) {
                h = 31 * h + Double.doubleToLongBits(a + b) + Double.doubleToLongBits(a - b) * 3 + Double.doubleToLongBits(a * b) * 5 + Double.doubleToLongBits(a / b) * 7 + Double.doubleToLongBits(a % b) * 11;
                h = 31 * h + (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0) + (!(a < b) ? 64 : 0) + Double.compare(a, b);
                float g = (float) b;
                h = 31 * h + Float.floatToIntBits(f + g) + Float.floatToIntBits(f * g) * 3L + Float.floatToIntBits(f / g) * 5L + Float.floatToIntBits(f % g) * 7L + (f < g ? 1 : 0) + (f >= g ? 2 : 0) + (f == g ? 4 : 0);
                h += Double.doubleToLongBits(Math.min(a, b)) + Double.doubleToLongBits(Math.max(a, b));
            }
        }
        System.out.println("double " + h);
    }
}
