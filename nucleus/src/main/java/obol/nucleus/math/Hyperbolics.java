package obol.nucleus.math;

import static obol.nucleus.math.Words.FRACTION;
import static obol.nucleus.math.Words.MAGNITUDE;
import static obol.nucleus.math.Words.NOT_FINITE;
import static obol.nucleus.math.Words.ONE;
import static obol.nucleus.math.Words.addExponent;
import static obol.nucleus.math.Words.high;
import static obol.nucleus.math.Words.low;

/** exp(x) - 1 and the hyperbolic functions, which are made of it. */
public final class Hyperbolics {
    private static final double OVERFLOW = 7.09782712893383973096e+02;
    private static final double INVERSE_LN2 = 1.44269504088896338700e+00;
    private static final double Q1 = -3.33333333333331316428e-02;
    private static final double Q2 = 1.58730158725481460165e-03;
    private static final double Q3 = -7.93650757867487942473e-05;
    private static final double Q4 = 4.00821782732936239552e-06;
    private static final double Q5 = -2.01099218183624371326e-07;
    private static final double TINY = 1.0e-300;
    /** High words of 22, of log(max) and, with its low word, of where cosh and sinh overflow. */
    private static final int TWENTY_TWO = 0x40360000;
    private static final int LOG_MAX = 0x40862E42;
    private static final int LIMIT_HIGH = 0x408633CE;
    private static final int LIMIT_LOW = 0x8FB9F87D;

    private Hyperbolics() {}

    public static double expm1(double x) {
        int high = high(x);
        boolean negative = high < 0;
        int hx = high & MAGNITUDE;
        if (hx >= 0x4043687A) {
            if (hx >= LOG_MAX) {
                if (hx >= NOT_FINITE) {
                    return (hx & FRACTION | low(x)) != 0 ? x + x : negative ? -1 : x;
                }
                if (x > OVERFLOW) {
                    return Double.POSITIVE_INFINITY;
                }
            }
            if (negative) {
                return TINY - 1;
            }
        }
        int k = 0;
        double c = 0;
        if (hx > 0x3FD62E42) {
            double upper;
            double lower;
            if (hx < 0x3FF0A2B2) {
                k = negative ? -1 : 1;
                upper = x - k * Logarithms.LN2_HIGH;
                lower = k * Logarithms.LN2_LOW;
            } else {
                k = (int) (INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
                upper = x - k * Logarithms.LN2_HIGH;
                lower = k * Logarithms.LN2_LOW;
            }
            x = upper - lower;
            c = upper - x - lower;
        } else if (hx < 0x3C900000) {
            return x;
        }
        double half = 0.5 * x;
        double halfSquare = x * half;
        double r = 1 + halfSquare * (Q1 + halfSquare * (Q2 + halfSquare * (Q3 + halfSquare * (Q4 + halfSquare * Q5))));
        double t = 3 - r * half;
        double e = halfSquare * ((r - t) / (6 - x * t));
        return k == 0 ? x - (x * e - halfSquare) : scaled(x, x * (e - c) - c - halfSquare, k);
    }

    /** {@code 2**k * (1 - (e - x)) - 1}. */
    private static double scaled(double x, double e, int k) {
        if (k == -1) {
            return 0.5 * (x - e) - 0.5;
        }
        if (k == 1) {
            return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
        }
        if (k <= -2 || k > 56) {
            return addExponent(1 - (e - x), k) - 1;
        }
        if (k < 20) {
            double t = Words.withHigh(1, ONE - (0x200000 >> k));
            return addExponent(t - (e - x), k);
        }
        double t = Words.withHigh(1, 0x3FF - k << 20);
        return addExponent(x - (e + t) + 1, k);
    }

    public static double sinh(double x) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix >= NOT_FINITE) {
            return x + x;
        }
        double half = hx < 0 ? -0.5 : 0.5;
        double ax = Math.abs(x);
        if (ix < TWENTY_TWO) {
            if (ix < 0x3E300000) {
                return x;
            }
            double t = expm1(ax);
            return ix < ONE ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
        }
        if (ix < LOG_MAX) {
            return half * StrictMath.exp(ax);
        }
        if (belowLimit(x, ix)) {
            double w = StrictMath.exp(0.5 * ax);
            return half * w * w;
        }
        return x * 1.0e307;
    }

    public static double cosh(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix >= NOT_FINITE) {
            return x * x;
        }
        double ax = Math.abs(x);
        if (ix < 0x3FD62E43) {
            double t = expm1(ax);
            double w = 1 + t;
            return ix < 0x3C800000 ? w : 1 + t * t / (w + w);
        }
        if (ix < TWENTY_TWO) {
            double t = StrictMath.exp(ax);
            return 0.5 * t + 0.5 / t;
        }
        if (ix < LOG_MAX) {
            return 0.5 * StrictMath.exp(ax);
        }
        if (belowLimit(x, ix)) {
            double w = StrictMath.exp(0.5 * ax);
            return 0.5 * w * w;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static boolean belowLimit(double x, int ix) {
        return ix < LIMIT_HIGH || ix == LIMIT_HIGH && Integer.compareUnsigned(low(x), LIMIT_LOW) <= 0;
    }

    public static double tanh(double x) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix >= NOT_FINITE) {
            return hx >= 0 ? 1 / x + 1 : 1 / x - 1;
        }
        double z;
        if (ix >= TWENTY_TWO) {
            z = 1 - TINY;
        } else if (ix < 0x3C800000) {
            return x * (1 + x);
        } else if (ix >= ONE) {
            z = 1 - 2 / (expm1(2 * Math.abs(x)) + 2);
        } else {
            double t = expm1(-2 * Math.abs(x));
            z = -t / (t + 2);
        }
        return hx >= 0 ? z : -z;
    }
}
