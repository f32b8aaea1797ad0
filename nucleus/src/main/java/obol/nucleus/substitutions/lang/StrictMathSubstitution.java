package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.math.Hyperbolics;
import obol.nucleus.math.Inverses;
import obol.nucleus.math.Logarithms;
import obol.nucleus.math.Trigonometry;

/** The native ones; Math's functions call these. (sqrt is an operation of the compiler.) */
@Substitutes("java.lang.StrictMath")
final class StrictMathSubstitution {
    private StrictMathSubstitution() {}

    @Substitute(reason = "native")
    public static double sin(double x) {
        return Trigonometry.sin(x);
    }

    @Substitute(reason = "native")
    public static double cos(double x) {
        return Trigonometry.cos(x);
    }

    @Substitute(reason = "native")
    public static double tan(double x) {
        return Trigonometry.tan(x);
    }

    @Substitute(reason = "native")
    public static double asin(double x) {
        return Inverses.asin(x);
    }

    @Substitute(reason = "native")
    public static double acos(double x) {
        return Inverses.acos(x);
    }

    @Substitute(reason = "native")
    public static double atan(double x) {
        return Inverses.atan(x);
    }

    @Substitute(reason = "native")
    public static double atan2(double y, double x) {
        return Inverses.atan2(y, x);
    }

    @Substitute(reason = "native")
    public static double log(double x) {
        return Logarithms.log(x);
    }

    @Substitute(reason = "native")
    public static double log10(double x) {
        return Logarithms.log10(x);
    }

    @Substitute(reason = "native")
    public static double log1p(double x) {
        return Logarithms.log1p(x);
    }

    @Substitute(reason = "native")
    public static double expm1(double x) {
        return Hyperbolics.expm1(x);
    }

    @Substitute(reason = "native")
    public static double sinh(double x) {
        return Hyperbolics.sinh(x);
    }

    @Substitute(reason = "native")
    public static double cosh(double x) {
        return Hyperbolics.cosh(x);
    }

    @Substitute(reason = "native")
    public static double tanh(double x) {
        return Hyperbolics.tanh(x);
    }

    @Substitute(reason = "native")
    public static double IEEEremainder(double x, double p) {
        return Trigonometry.remainder(x, p);
    }
}
