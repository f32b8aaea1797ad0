package obol.nucleus.math;

import static obol.nucleus.math.Words.MAGNITUDE;
import static obol.nucleus.math.Words.NOT_FINITE;
import static obol.nucleus.math.Words.ONE;
import static obol.nucleus.math.Words.high;
import static obol.nucleus.math.Words.low;

/** The inverses of sine, cosine and tangent. */
public final class Inverses {
    private static final double TINY = 1.0e-300;
    private static final double HALF_PI_HIGH = 1.57079632679489655800e+00;
    private static final double HALF_PI_LOW = 6.12323399573676603587e-17;
    private static final double QUARTER_PI_HIGH = 7.85398163397448278999e-01;
    private static final double PI_LOW = 1.2246467991473531772E-16;

    /** Of (asin(x) - x) / x**3, in x**2. */
    private static final double P0 = 1.66666666666666657415e-01;
    private static final double P1 = -3.25565818622400915405e-01;
    private static final double P2 = 2.01212532134862925881e-01;
    private static final double P3 = -4.00555345006794114027e-02;
    private static final double P4 = 7.91534994289814532176e-04;
    private static final double P5 = 3.47933107596021167570e-05;
    private static final double Q1 = -2.40339491173441421878e+00;
    private static final double Q2 = 2.02094576023350569471e+00;
    private static final double Q3 = -6.88283971605453293030e-01;
    private static final double Q4 = 7.70381505559019352791e-02;

    /** atan of 0.5, 1, 1.5 and infinity. */
    private static final double[] ATAN_HIGH = {
        4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e+00,
    };
    private static final double[] ATAN_LOW = {
        2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17,
    };
    private static final double[] A = {
        3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01, -1.11111104054623557880e-01,
        9.09088713343650656196e-02, -7.69187620504482999495e-02, 6.66107313738753120669e-02, -5.83357013379057348645e-02,
        4.97687799461593236017e-02, -3.65315727442169155270e-02, 1.62858201153657823623e-02,
    };

    private Inverses() {}

    /** The rational function R(t) with asin(x) = x + x * R(x * x). */
    private static double ratio(double t) {
        double p = t * (P0 + t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5)))));
        double q = 1 + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4)));
        return p / q;
    }

    public static double asin(double x) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix >= ONE) {
            return (ix - ONE | low(x)) == 0 ? x * HALF_PI_HIGH + x * HALF_PI_LOW : Double.NaN;
        }
        if (ix < 0x3FE00000) {
            return ix < 0x3E400000 ? x : x + x * ratio(x * x);
        }
        double t = (1 - Math.abs(x)) * 0.5;
        double r = ratio(t);
        double s = Math.sqrt(t);
        if (ix >= 0x3FEF3333) {
            t = HALF_PI_HIGH - (2 * (s + s * r) - HALF_PI_LOW);
        } else {
            double w = Words.withoutLow(s);
            double c = (t - w * w) / (s + w);
            double p = 2 * s * r - (HALF_PI_LOW - 2 * c);
            double q = QUARTER_PI_HIGH - 2 * w;
            t = QUARTER_PI_HIGH - (p - q);
        }
        return hx > 0 ? t : -t;
    }

    public static double acos(double x) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix >= ONE) {
            if ((ix - ONE | low(x)) == 0) {
                return hx > 0 ? 0 : Math.PI + 2 * HALF_PI_LOW;
            }
            return Double.NaN;
        }
        if (ix < 0x3FE00000) {
            return ix <= 0x3C600000 ? HALF_PI_HIGH + HALF_PI_LOW : HALF_PI_HIGH - (x - (HALF_PI_LOW - x * ratio(x * x)));
        }
        if (hx < 0) {
            double z = (1 + x) * 0.5;
            double s = Math.sqrt(z);
            double w = ratio(z) * s - HALF_PI_LOW;
            return Math.PI - 2 * (s + w);
        }
        double z = (1 - x) * 0.5;
        double s = Math.sqrt(z);
        double df = Words.withoutLow(s);
        double c = (z - df * df) / (s + df);
        double w = ratio(z) * s + c;
        return 2 * (df + w);
    }

    public static double atan(double x) {
        int hx = high(x);
        int ix = hx & MAGNITUDE;
        if (ix >= 0x44100000) {
            if (Double.isNaN(x)) {
                return x + x;
            }
            return hx > 0 ? ATAN_HIGH[3] + ATAN_LOW[3] : -ATAN_HIGH[3] - ATAN_LOW[3];
        }
        int id = -1;
        if (ix < 0x3FDC0000) {
            if (ix < 0x3E200000) {
                return x;
            }
        } else {
            x = Math.abs(x);
            if (ix < 0x3FE60000) {
                id = 0;
                x = (2 * x - 1) / (2 + x);
            } else if (ix < 0x3FF30000) {
                id = 1;
                x = (x - 1) / (x + 1);
            } else if (ix < 0x40038000) {
                id = 2;
                x = (x - 1.5) / (1 + 1.5 * x);
            } else {
                id = 3;
                x = -1 / x;
            }
        }
        double z = x * x;
        double w = z * z;
        double odd = z * (A[0] + w * (A[2] + w * (A[4] + w * (A[6] + w * (A[8] + w * A[10])))));
        double even = w * (A[1] + w * (A[3] + w * (A[5] + w * (A[7] + w * A[9]))));
        if (id < 0) {
            return x - x * (odd + even);
        }
        z = ATAN_HIGH[id] - (x * (odd + even) - ATAN_LOW[id] - x);
        return hx < 0 ? -z : z;
    }

    public static double atan2(double y, double x) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return x + y;
        }
        int hx = high(x);
        int hy = high(y);
        if ((hx - ONE | low(x)) == 0) {
            return atan(y);
        }
        int ix = hx & MAGNITUDE;
        int iy = hy & MAGNITUDE;
        boolean negative = hy < 0;
        boolean left = hx < 0;
        if (y == 0) {
            return !left ? y : negative ? -Math.PI - TINY : Math.PI + TINY;
        }
        if (x == 0) {
            return negative ? -HALF_PI_HIGH - TINY : HALF_PI_HIGH + TINY;
        }
        if (ix == NOT_FINITE) {
            double angle = iy != NOT_FINITE ? (left ? Math.PI : 0) : left ? 3 * QUARTER_PI_HIGH : QUARTER_PI_HIGH;
            return negative ? -angle : angle;
        }
        if (iy == NOT_FINITE) {
            return negative ? -HALF_PI_HIGH - TINY : HALF_PI_HIGH + TINY;
        }
        int k = iy - ix >> 20;
        double z = k > 60 ? HALF_PI_HIGH + 0.5 * PI_LOW : left && k < -60 ? 0 : atan(Math.abs(y / x));
        if (left) {
            return negative ? z - PI_LOW - Math.PI : Math.PI - (z - PI_LOW);
        }
        return negative ? -z : z;
    }
}
