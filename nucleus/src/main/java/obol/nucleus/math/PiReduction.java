package obol.nucleus.math;

import static obol.nucleus.math.Words.MAGNITUDE;
import static obol.nucleus.math.Words.high;

/**
 * Arguments of sine, cosine and tangent modulo pi/2 (Payne and Hanek 1983): the remainder as the sum of two doubles, and the
 * quotient modulo 8. Near numbers are reduced with pi/2 in up to three pieces of 33 bits; far ones with as many of the
 * 1584 bits of 2/pi as matter.
 */
final class PiReduction {
    private static final double TWO_24 = 1.67772160000000000000e+07;
    private static final double TWO_MINUS_24 = 5.96046447753906250000e-08;
    private static final double INVERSE_HALF_PI = 6.36619772367581382433e-01;
    /** pi/2: its first, second and third 33 bits, each with what is behind them. */
    private static final double FIRST = 1.57079632673412561417e+00;
    private static final double AFTER_FIRST = 6.07710050650619224932e-11;
    private static final double SECOND = 6.07710050630396597660e-11;
    private static final double AFTER_SECOND = 2.02226624879595063154e-21;
    private static final double THIRD = 2.02226624871116645580e-21;
    private static final double AFTER_THIRD = 8.47842766036889956997e-32;

    /** 2/pi in pieces of 24 bits. */
    private static final int[] TWO_OVER_PI = {
        0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163, 0xABDEBB, 0xC561B7,
        0x246E3A, 0x424DD2, 0xE00649, 0x2EEA09, 0xD1921C, 0xFE1DEB, 0x1CB129, 0xA73EE8, 0x8235F5, 0x2EBB44, 0x84E99C,
        0x7026B4, 0x5F7E41, 0x3991D6, 0x398353, 0x39F49C, 0x845F8B, 0xBDF928, 0x3B1FF8, 0x97FFDE, 0x05980F, 0xEF2F11,
        0x8B5A0A, 0x6D1F6D, 0x367ECF, 0x27CB09, 0xB74F46, 0x3F669E, 0x5FEA2D, 0x7527BA, 0xC7EBE5, 0xF17B3D, 0x0739F7,
        0x8A5292, 0xEA6BFB, 0x5FB11F, 0x8D5D08, 0x560330, 0x46FC7B, 0x6BABF0, 0xCFBC20, 0x9AF436, 0x1DA9E3, 0x91615E,
        0xE61B08, 0x659985, 0x5F14A0, 0x68408D, 0xFFD880, 0x4D7327, 0x310606, 0x1556CA, 0x73A8C9, 0x60E27B, 0xC08C6B,
    };
    /** High words of n * pi/2, n from 1 to 32. */
    private static final int[] MULTIPLES = {
        0x3FF921FB, 0x400921FB, 0x4012D97C, 0x401921FB, 0x401F6A7A, 0x4022D97C, 0x4025FDBB, 0x402921FB, 0x402C463A, 0x402F6A7A,
        0x4031475C, 0x4032D97C, 0x40346B9C, 0x4035FDBB, 0x40378FDB, 0x403921FB, 0x403AB41B, 0x403C463A, 0x403DD85A, 0x403F6A7A,
        0x40407E4C, 0x4041475C, 0x4042106C, 0x4042D97C, 0x4043A28C, 0x40446B9C, 0x404534AC, 0x4045FDBB, 0x4046C6CB, 0x40478FDB,
        0x404858EB, 0x404921FB,
    };
    /** pi/2 in pieces of 24 bits. */
    private static final double[] HALF_PI = {
        1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
        1.27065575308067607349e-29, 1.22933308981111328932e-36, 2.73370053816464559624e-44, 2.16741683877804819444e-51,
    };
    /** Pieces of the product that a double of 53 bits needs at first. */
    private static final int PIECES = 4;

    /** The remainder, within pi/4, and what it lacks. */
    final double high;
    final double low;
    /** The quotient; only its lowest bits are right for far numbers. */
    final int quotient;

    private PiReduction(double high, double low, int quotient) {
        this.high = high;
        this.low = low;
        this.quotient = quotient;
    }

    private PiReduction negated() {
        return new PiReduction(-high, -low, -quotient);
    }

    /** @param x finite, its magnitude over pi/4 */
    static PiReduction of(double x) {
        PiReduction reduced = ofPositive(Math.abs(x));
        return x < 0 ? reduced.negated() : reduced;
    }

    private static PiReduction ofPositive(double x) {
        int ix = high(x) & MAGNITUDE;
        return ix < 0x4002D97C ? once(x, ix) : ix <= 0x413921FB ? near(x, ix) : far(x, ix);
    }

    /** Below 3*pi/4. */
    private static PiReduction once(double x, int ix) {
        double z = x - FIRST;
        double rest = AFTER_FIRST;
        if (ix == MULTIPLES[0]) {
            z -= SECOND;
            rest = AFTER_SECOND;
        }
        double y = z - rest;
        return new PiReduction(y, z - y - rest, 1);
    }

    /** Up to 2**19 * pi/2. */
    private static PiReduction near(double x, int ix) {
        int n = (int) (x * INVERSE_HALF_PI + 0.5);
        double fn = n;
        double r = x - fn * FIRST;
        double w = fn * AFTER_FIRST;
        double y = r - w;
        if (n >= 32 || ix == MULTIPLES[n - 1]) {
            int exponent = ix >> 20;
            if (exponent - exponent(y) > 16) {
                double t = r;
                w = fn * SECOND;
                r = t - w;
                w = fn * AFTER_SECOND - (t - r - w);
                y = r - w;
                if (exponent - exponent(y) > 49) {
                    t = r;
                    w = fn * THIRD;
                    r = t - w;
                    w = fn * AFTER_THIRD - (t - r - w);
                    y = r - w;
                }
            }
        }
        return new PiReduction(y, r - y - w, n);
    }

    private static int exponent(double x) {
        return high(x) >> 20 & 0x7FF;
    }

    private static PiReduction far(double x, int ix) {
        int exponent = (ix >> 20) - 1046;
        double z = Words.withHigh(x, ix - (exponent << 20));
        double[] pieces = new double[3];
        for (int i = 0; i < 2; i++) {
            pieces[i] = (int) z;
            z = (z - pieces[i]) * TWO_24;
        }
        pieces[2] = z;
        int count = 3;
        while (pieces[count - 1] == 0) {
            count--;
        }
        return product(pieces, count, exponent);
    }

    /** {@code x} in pieces of 24 bits, the first one scaled by 2**exponent. */
    private static PiReduction product(double[] x, int count, int exponent) {
        int last = count - 1;
        int skipped = Math.max((exponent - 3) / 24, 0);
        int scale = exponent - 24 * (skipped + 1);
        double[] f = new double[20];
        double[] q = new double[20];
        int[] digits = new int[20];
        for (int i = 0; i <= last + PIECES; i++) {
            int j = skipped - last + i;
            f[i] = j < 0 ? 0 : TWO_OVER_PI[j];
        }
        for (int i = 0; i <= PIECES; i++) {
            q[i] = dot(x, f, last, i);
        }
        int top = PIECES;
        int n;
        int half;
        double z;
        while (true) {
            z = q[top];
            for (int i = 0, j = top; j > 0; i++, j--) {
                double carried = (int) (TWO_MINUS_24 * z);
                digits[i] = (int) (z - TWO_24 * carried);
                z = q[j - 1] + carried;
            }
            z = Math.scalb(z, scale);
            z -= 8 * Math.floor(z * 0.125);
            n = (int) z;
            z -= n;
            half = 0;
            if (scale > 0) {
                int i = digits[top - 1] >> 24 - scale;
                n += i;
                digits[top - 1] -= i << 24 - scale;
                half = digits[top - 1] >> 23 - scale;
            } else if (scale == 0) {
                half = digits[top - 1] >> 23;
            } else if (z >= 0.5) {
                half = 2;
            }
            if (half > 0) {
                n++;
                boolean carry = complement(digits, top);
                if (scale == 1 || scale == 2) {
                    digits[top - 1] &= 0xFFFFFF >> scale;
                }
                if (half == 2) {
                    z = 1 - z;
                    if (carry) {
                        z -= Math.scalb(1.0, scale);
                    }
                }
            }
            if (z != 0 || !allZero(digits, top)) {
                break;
            }
            int more = 1;
            while (digits[PIECES - more] == 0) {
                more++;
            }
            for (int i = top + 1; i <= top + more; i++) {
                f[last + i] = TWO_OVER_PI[skipped + i];
                q[i] = dot(x, f, last, i);
            }
            top += more;
        }
        if (z == 0) {
            top--;
            scale -= 24;
            while (digits[top] == 0) {
                top--;
                scale -= 24;
            }
        } else {
            z = Math.scalb(z, -scale);
            if (z >= TWO_24) {
                double carried = (int) (TWO_MINUS_24 * z);
                digits[top] = (int) (z - TWO_24 * carried);
                top++;
                scale += 24;
                digits[top] = (int) carried;
            } else {
                digits[top] = (int) z;
            }
        }
        return timesHalfPi(digits, top, scale, half != 0, n & 7);
    }

    private static double dot(double[] x, double[] f, int last, int i) {
        double sum = 0;
        for (int j = 0; j <= last; j++) {
            sum += x[j] * f[last + i - j];
        }
        return sum;
    }

    /** The digits become those of 1 minus their number; whether they were not all zero. */
    private static boolean complement(int[] digits, int count) {
        boolean carry = false;
        for (int i = 0; i < count; i++) {
            int digit = digits[i];
            if (carry) {
                digits[i] = 0xFFFFFF - digit;
            } else if (digit != 0) {
                carry = true;
                digits[i] = 0x1000000 - digit;
            }
        }
        return carry;
    }

    private static boolean allZero(int[] digits, int top) {
        int any = 0;
        for (int i = top - 1; i >= PIECES; i--) {
            any |= digits[i];
        }
        return any == 0;
    }

    private static PiReduction timesHalfPi(int[] digits, int top, int scale, boolean negative, int n) {
        double[] q = new double[20];
        double weight = Math.scalb(1.0, scale);
        for (int i = top; i >= 0; i--) {
            q[i] = weight * digits[i];
            weight *= TWO_MINUS_24;
        }
        double[] products = new double[20];
        for (int i = top; i >= 0; i--) {
            double sum = 0;
            for (int k = 0; k <= PIECES && k <= top - i; k++) {
                sum += HALF_PI[k] * q[i + k];
            }
            products[top - i] = sum;
        }
        double sum = 0;
        for (int i = top; i >= 0; i--) {
            sum += products[i];
        }
        double rest = products[0] - sum;
        for (int i = 1; i <= top; i++) {
            rest += products[i];
        }
        return new PiReduction(negative ? -sum : sum, negative ? -rest : rest, n);
    }
}
