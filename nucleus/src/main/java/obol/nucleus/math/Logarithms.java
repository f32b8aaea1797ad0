package obol.nucleus.math;

import static obol.nucleus.math.Words.FRACTION;
import static obol.nucleus.math.Words.MAGNITUDE;
import static obol.nucleus.math.Words.NOT_FINITE;
import static obol.nucleus.math.Words.ONE;
import static obol.nucleus.math.Words.high;
import static obol.nucleus.math.Words.low;
import static obol.nucleus.math.Words.withHigh;

/**
 * Logarithms: the argument is {@code 2**k * (1 + f)} with {@code sqrt(1/2) < 1 + f < sqrt(2)}; log(1 + f) is approximated by
 * a polynomial in {@code s = f / (2 + f)} (Remez, error below 2**-58.45).
 */
public final class Logarithms {
    static final double LN2_HIGH = 6.93147180369123816490e-01;
    static final double LN2_LOW = 1.90821492927058770002e-10;
    static final double TWO_54 = 1.80143985094819840000e+16;
    private static final double L1 = 6.666666666666735130e-01;
    private static final double L2 = 3.999999999940941908e-01;
    private static final double L3 = 2.857142874366239149e-01;
    private static final double L4 = 2.222219843214978396e-01;
    private static final double L5 = 1.818357216161805012e-01;
    private static final double L6 = 1.531383769920937332e-01;
    private static final double L7 = 1.479819860511658591e-01;
    private static final double INVERSE_LN10 = 4.34294481903251816668e-01;
    private static final double LOG10_2_HIGH = 3.01029995663611771306e-01;
    private static final double LOG10_2_LOW = 3.69423907715893078616e-13;

    private Logarithms() {}

    /** The natural logarithm. */
    public static double log(double x) {
        int hx = high(x);
        int k = 0;
        if (hx < 0x00100000) {
            if ((hx & MAGNITUDE | low(x)) == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            if (hx < 0) {
                return Double.NaN;
            }
            k = -54;
            x *= TWO_54;
            hx = high(x);
        }
        if (hx >= NOT_FINITE) {
            return x + x;
        }
        k += (hx >> 20) - 1023;
        hx &= FRACTION;
        int up = hx + 0x95F64 & 0x100000;
        double f = withHigh(x, hx | up ^ ONE) - 1;
        k += up >> 20;
        double dk = k;
        if ((FRACTION & 2 + hx) < 3) {
            return nearOne(f, k, dk);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (L2 + w * (L4 + w * L6));
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        double r = odd + even;
        // Whether 1 + f is neither close to 1 nor to sqrt(2): then f - f*f/2 is added apart.
        if ((hx - 0x6147A | 0x6B851 - hx) > 0) {
            double half = 0.5 * f * f;
            return k == 0 ? f - (half - s * (half + r)) : dk * LN2_HIGH - (half - (s * (half + r) + dk * LN2_LOW) - f);
        }
        return k == 0 ? f - s * (f - r) : dk * LN2_HIGH - (s * (f - r) - dk * LN2_LOW - f);
    }

    /** |f| below 2**-20. */
    private static double nearOne(double f, int k, double dk) {
        if (f == 0) {
            return k == 0 ? 0 : dk * LN2_HIGH + dk * LN2_LOW;
        }
        double r = f * f * (0.5 - 0.33333333333333333 * f);
        return k == 0 ? f - r : dk * LN2_HIGH - (r - dk * LN2_LOW - f);
    }

    /** The logarithm to base 10. */
    public static double log10(double x) {
        int hx = high(x);
        int k = 0;
        if (hx < 0x00100000) {
            if ((hx & MAGNITUDE | low(x)) == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            if (hx < 0) {
                return Double.NaN;
            }
            k = -54;
            x *= TWO_54;
            hx = high(x);
        }
        if (hx >= NOT_FINITE) {
            return x + x;
        }
        k += (hx >> 20) - 1023;
        int negative = k >>> 31;
        double y = k + negative;
        double z = y * LOG10_2_LOW + INVERSE_LN10 * log(withHigh(x, hx & FRACTION | 0x3FF - negative << 20));
        return z + y * LOG10_2_HIGH;
    }

    /** log(1 + x). */
    public static double log1p(double x) {
        int hx = high(x);
        int ax = hx & MAGNITUDE;
        int k = 1;
        int hu = 1;
        double f = 0;
        double c = 0;
        if (hx < 0x3FDA827A) {
            if (ax >= ONE) {
                return x == -1 ? Double.NEGATIVE_INFINITY : Double.NaN;
            }
            if (ax < 0x3E200000) {
                return ax < 0x3C900000 ? x : x - x * x * 0.5;
            }
            if (hx > 0 || hx <= 0xBFD2BEC3) {
                k = 0;
                f = x;
            }
        }
        if (hx >= NOT_FINITE) {
            return x + x;
        }
        if (k != 0) {
            double u;
            if (hx < 0x43400000) {
                u = 1 + x;
                hu = high(u);
                k = (hu >> 20) - 1023;
                // What rounding took from 1 + x.
                c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
            } else {
                u = x;
                hu = high(u);
                k = (hu >> 20) - 1023;
            }
            hu &= FRACTION;
            if (hu < 0x6A09E) {
                u = withHigh(u, hu | ONE);
            } else {
                k++;
                u = withHigh(u, hu | 0x3FE00000);
                hu = 0x00100000 - hu >> 2;
            }
            f = u - 1;
        }
        double half = 0.5 * f * f;
        if (hu == 0) {
            if (f == 0) {
                return k == 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
            }
            double r = half * (1 - 0.66666666666666666 * f);
            return k == 0 ? f - r : k * LN2_HIGH - (r - (k * LN2_LOW + c) - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
        return k == 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + c)) - f);
    }
}
