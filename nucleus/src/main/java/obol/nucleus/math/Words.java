package obol.nucleus.math;

/** The two halves of a double: fdlibm compares and builds numbers by their high words. */
final class Words {
    /** Of a high word without its sign: from here on infinities and NaNs. */
    static final int NOT_FINITE = 0x7FF00000;
    static final int MAGNITUDE = 0x7FFFFFFF;
    /** The high word of 1.0, and of its fraction. */
    static final int ONE = 0x3FF00000;
    static final int FRACTION = 0x000FFFFF;

    private Words() {}

    static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> 32);
    }

    static int low(double x) {
        return (int) Double.doubleToRawLongBits(x);
    }

    static double withHigh(double x, int high) {
        return Double.longBitsToDouble((long) high << 32 | low(x) & 0xFFFF_FFFFL);
    }

    static double withoutLow(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xFFFF_FFFF_0000_0000L);
    }

    /** {@code x * 2**k}, if neither is near the ends of the range. */
    static double addExponent(double x, int k) {
        return withHigh(x, high(x) + (k << 20));
    }
}
