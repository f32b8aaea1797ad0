package obol.nucleus.math;

import static obol.nucleus.math.Words.MAGNITUDE;
import static obol.nucleus.math.Words.NOT_FINITE;
import static obol.nucleus.math.Words.high;
import static obol.nucleus.math.Words.low;

/** Sine, cosine and tangent: reduced to within pi/4, then polynomials; and the IEEE remainder. */
public final class Trigonometry {
    /** High word of pi/4. */
    private static final int QUARTER_PI = 0x3FE921FB;
    private static final double QUARTER_PI_HIGH = 7.85398163397448278999e-01;
    private static final double QUARTER_PI_LOW = 3.06161699786838301793e-17;

    private static final double S1 = -1.66666666666666324348e-01;
    private static final double S2 = 8.33333333332248946124e-03;
    private static final double S3 = -1.98412698298579493134e-04;
    private static final double S4 = 2.75573137070700676789e-06;
    private static final double S5 = -2.50507602534068634195e-08;
    private static final double S6 = 1.58969099521155010221e-10;

    private static final double C1 = 4.16666666666666019037e-02;
    private static final double C2 = -1.38888888888741095749e-03;
    private static final double C3 = 2.48015872894767294178e-05;
    private static final double C4 = -2.75573143513906633035e-07;
    private static final double C5 = 2.08757232129817482790e-09;
    private static final double C6 = -1.13596475577881948265e-11;

    private static final double[] T = {
        3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02, 2.18694882948595424599e-02,
        8.86323982359930005737e-03, 3.59207910759131235356e-03, 1.45620945432529025516e-03, 5.88041240820264096874e-04,
        2.46463134818469906812e-04, 7.81794442939557092300e-05, 7.14072491382608190305e-05, -1.85586374855275456654e-05,
        2.59073051863633712884e-05,
    };

    private Trigonometry() {}

    public static double sin(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= QUARTER_PI) {
            return sine(x, 0, false);
        }
        if (ix >= NOT_FINITE) {
            return Double.NaN;
        }
        PiReduction r = PiReduction.of(x);
        double value = (r.quotient & 1) == 0 ? sine(r.high, r.low, true) : cosine(r.high, r.low);
        return (r.quotient & 2) == 0 ? value : -value;
    }

    public static double cos(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= QUARTER_PI) {
            return cosine(x, 0);
        }
        if (ix >= NOT_FINITE) {
            return Double.NaN;
        }
        PiReduction r = PiReduction.of(x);
        double value = (r.quotient & 1) == 0 ? cosine(r.high, r.low) : sine(r.high, r.low, true);
        return (r.quotient + 1 & 2) == 0 ? value : -value;
    }

    public static double tan(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= QUARTER_PI) {
            return tangent(x, 0, false);
        }
        if (ix >= NOT_FINITE) {
            return Double.NaN;
        }
        PiReduction r = PiReduction.of(x);
        return tangent(r.high, r.low, (r.quotient & 1) != 0);
    }

    /** sin(x + y) within pi/4; {@code tail}: y counts. */
    private static double sine(double x, double y, boolean tail) {
        if ((high(x) & MAGNITUDE) < 0x3E400000) {
            return x;
        }
        double z = x * x;
        double v = z * x;
        double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
        return tail ? x - (z * (0.5 * y - v * r) - y - v * S1) : x + v * (S1 + z * r);
    }

    /** cos(x + y) within pi/4. */
    private static double cosine(double x, double y) {
        int ix = high(x) & MAGNITUDE;
        if (ix < 0x3E400000) {
            return 1;
        }
        double z = x * x;
        double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
        if (ix < 0x3FD33333) {
            return 1 - (0.5 * z - (z * r - x * y));
        }
        double quarter = ix > 0x3FE90000 ? 0.28125 : Words.withHigh(0, ix - 0x00200000);
        double half = 0.5 * z - quarter;
        return 1 - quarter - (half - (z * r - x * y));
    }

    /** tan(x + y) within pi/4, or -1/tan(x + y). */
    private static double tangent(double x, double y, boolean inverse) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix < 0x3E300000) {
            if ((ix | low(x)) == 0 && inverse) {
                return Double.POSITIVE_INFINITY;
            }
            double sum = x + y;
            return inverse ? minusInverse(sum, y - (Words.withoutLow(sum) - x)) : x;
        }
        boolean large = ix >= 0x3FE59428;
        if (large) {
            if (x < 0) {
                x = -x;
                y = -y;
            }
            x = QUARTER_PI_HIGH - x + (QUARTER_PI_LOW - y);
            y = 0;
        }
        double z = x * x;
        double w = z * z;
        double odd = T[1] + w * (T[3] + w * (T[5] + w * (T[7] + w * (T[9] + w * T[11]))));
        double even = z * (T[2] + w * (T[4] + w * (T[6] + w * (T[8] + w * (T[10] + w * T[12])))));
        double s = z * x;
        double r = y + z * (s * (odd + even) + y);
        r += T[0] * s;
        w = x + r;
        if (large) {
            double v = inverse ? -1 : 1;
            return (1 - (hx >> 30 & 2)) * (v - 2.0 * (x - (w * w / (w + v) - r)));
        }
        return inverse ? minusInverse(w, r - (Words.withoutLow(w) - x)) : w;
    }

    /** -1/w with the error of a division corrected; {@code rest} is what w's high word lacks. */
    private static double minusInverse(double w, double rest) {
        double z = Words.withoutLow(w);
        double a = -1.0 / w;
        double t = Words.withoutLow(a);
        double s = 1.0 + t * z;
        return t + a * (s + t * rest);
    }

    /** x minus the multiple of p that is nearest, the even one of two. */
    public static double remainder(double x, double p) {
        if (p == 0 || Double.isInfinite(x) || Double.isNaN(x) || Double.isNaN(p)) {
            return Double.NaN;
        }
        int hp = high(p) & MAGNITUDE;
        double ap = Math.abs(p);
        double ax = Math.abs(hp <= 0x7FDFFFFF ? x % (p + p) : x);
        if (ax == ap) {
            return 0.0 * x;
        }
        if (hp < 0x00200000) {
            if (ax + ax > ap) {
                ax -= ap;
                if (ax + ax >= ap) {
                    ax -= ap;
                }
            }
        } else {
            double half = 0.5 * ap;
            if (ax > half) {
                ax -= ap;
                if (ax >= half) {
                    ax -= ap;
                }
            }
        }
        return high(x) < 0 ? -ax : ax;
    }
}
