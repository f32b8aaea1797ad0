package obol.nucleus.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Bit for bit what HotSpot's native StrictMath gives. */
class StrictMathTest {
    private static final int RANDOM = 60_000;

    private record Pair(DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {}

    private static final Map<String, Pair> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("sin", new Pair(Trigonometry::sin, StrictMath::sin)),
            Map.entry("cos", new Pair(Trigonometry::cos, StrictMath::cos)),
            Map.entry("tan", new Pair(Trigonometry::tan, StrictMath::tan)),
            Map.entry("asin", new Pair(Inverses::asin, StrictMath::asin)),
            Map.entry("acos", new Pair(Inverses::acos, StrictMath::acos)),
            Map.entry("atan", new Pair(Inverses::atan, StrictMath::atan)),
            Map.entry("log", new Pair(Logarithms::log, StrictMath::log)),
            Map.entry("log10", new Pair(Logarithms::log10, StrictMath::log10)),
            Map.entry("log1p", new Pair(Logarithms::log1p, StrictMath::log1p)),
            Map.entry("expm1", new Pair(Hyperbolics::expm1, StrictMath::expm1)),
            Map.entry("sinh", new Pair(Hyperbolics::sinh, StrictMath::sinh)),
            Map.entry("cosh", new Pair(Hyperbolics::cosh, StrictMath::cosh)),
            Map.entry("tanh", new Pair(Hyperbolics::tanh, StrictMath::tanh))));

    @Test
    void edges() {
        for (double x : edgeValues()) {
            FUNCTIONS.forEach((name, f) -> check(name, x, f));
        }
    }

    @Test
    void randomNumbers() {
        FUNCTIONS.forEach((name, f) -> {
            Random random = new Random(name.hashCode());
            for (int i = 0; i < RANDOM; i++) {
                check(name, number(random), f);
            }
        });
    }

    @Test
    void atan2AndRemainder() {
        List<Double> edges = edgeValues();
        for (double x : edges) {
            for (int i = 0; i < edges.size(); i += 3) {
                checkBoth(x, edges.get(i));
            }
        }
        Random random = new Random(3);
        for (int i = 0; i < RANDOM; i++) {
            checkBoth(number(random), number(random));
        }
    }

    private static void checkBoth(double x, double y) {
        check("atan2", x, y, Inverses::atan2, StrictMath::atan2);
        check("IEEEremainder", x, y, Trigonometry::remainder, StrictMath::IEEEremainder);
    }

    /** Any bits; numbers of ordinary size; multiples of pi/2 and their neighbours; large ones. */
    private static double number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextDouble() * 2 - 1;
            case 2 -> random.nextGaussian() * 20;
            case 3 -> random.nextInt(2_000_000) * (Math.PI / 4) + (random.nextInt(5) - 2) * Math.ulp(Math.PI / 4 * 2_000_000);
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(300));
        };
    }

    private static List<Double> edgeValues() {
        List<Double> values = new ArrayList<>(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE,
                Double.MIN_NORMAL, Math.PI, Math.PI / 2, Math.PI / 4, 3 * Math.PI / 4, Math.E, Math.sqrt(0.5), Math.sqrt(2), 1e22, 22.0,
                709.782712893384, 710.4758600739439, 0.4142135623730951, 0.2928932188134524, 5.319372648326541e+255, 6381956970095103e52));
        // The high words at which algorithms change their way, and their neighbours.
        for (int exponent = -60; exponent <= 60; exponent++) {
            for (double m : new double[] {1, 1.0625, 1.25, 1.375, 1.5, 1.75}) {
                values.add(Math.scalb(m, exponent));
            }
        }
        for (int n = 1; n <= 64; n++) {
            values.add(n * Math.PI / 4);
        }
        List<Double> all = new ArrayList<>();
        for (double v : values) {
            for (double x : new double[] {v, Math.nextUp(v), Math.nextDown(v)}) {
                all.add(x);
                all.add(-x);
            }
        }
        return all;
    }

    private static void check(String name, double x, Pair f) {
        double ours = f.ours.applyAsDouble(x);
        double theirs = f.theirs.applyAsDouble(x);
        if (Double.doubleToLongBits(ours) != Double.doubleToLongBits(theirs)) {
            assertEquals(Double.toHexString(theirs), Double.toHexString(ours), name + "(" + Double.toHexString(x) + ")");
        }
    }

    private static void check(String name, double x, double y, DoubleBinaryOperator f, DoubleBinaryOperator g) {
        double ours = f.applyAsDouble(x, y);
        double theirs = g.applyAsDouble(x, y);
        if (Double.doubleToLongBits(ours) != Double.doubleToLongBits(theirs)) {
            assertEquals(Double.toHexString(theirs), Double.toHexString(ours), name + "(" + Double.toHexString(x) + ", " + Double.toHexString(y) + ")");
        }
    }
}
