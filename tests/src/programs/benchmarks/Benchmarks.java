package benchmarks;

import java.util.HashMap;
import java.util.function.LongSupplier;

/** Small loops of different kinds. Prints a line for each: name, nanoseconds of the fastest round, result. */
public final class Benchmarks {
    private static final int ROUNDS = 12;

    interface Shape {
        double area();
    }

    record Square(double side) implements Shape {
        @Override public double area() {
            return side * side;
        }
    }

    record Circle(double radius) implements Shape {
        @Override public double area() {
            return 3.14159 * radius * radius;
        }
    }

    private Benchmarks() {}

    static long sieve() {
        int n = 2_000_000;
        boolean[] composite = new boolean[n + 1];
        int primes = 0;
        for (int i = 2; i <= n; i++) {
            if (composite[i]) continue;
            primes++;
            for (long j = (long) i * i; j <= n; j += i) composite[(int) j] = true;
        }
        return primes;
    }

    static int fib(int n) {
        return n < 2 ? n : fib(n - 1) + fib(n - 2);
    }

    static long orbit() {
        double x = 0, y = 1, vx = 0.1, vy = 0;
        for (int i = 0; i < 1_000_000; i++) {
            double d = Math.sqrt(x * x + y * y);
            double f = -1 / (d * d * d);
            vx += f * x * 0.001;
            vy += f * y * 0.001;
            x += vx * 0.001;
            y += vy * 0.001;
        }
        return Double.doubleToLongBits(x + y);
    }

    static long maps() {
        HashMap<Integer, Integer> map = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) map.merge(i % 5003, i, Integer::sum);
        long sum = 0;
        for (int v : map.values()) sum += v;
        return sum;
    }

    static long shapes() {
        Shape[] shapes = new Shape[1000];
        for (int i = 0; i < shapes.length; i++) shapes[i] = i % 3 == 0 ? new Square(i) : new Circle(i);
        double total = 0;
        for (int k = 0; k < 2000; k++) for (Shape s : shapes) total += s.area();
        return (long) total;
    }

    static long strings() {
        StringBuilder b = new StringBuilder();
        long hash = 0;
        for (int i = 0; i < 300_000; i++) {
            b.setLength(0);
            b.append("k").append(i).append(':').append(i * 7);
            hash += b.toString().hashCode();
        }
        return hash;
    }

    static long allocation() {
        long total = 0;
        for (int i = 0; i < 5_000_000; i++) {
            int[] a = new int[8];
            a[i & 7] = i;
            total += a[3];
        }
        return total;
    }

    static long matrix() {
        int n = 160;
        double[][] a = new double[n][n], b = new double[n][n], c = new double[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] = b[j][i] = i + j;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += a[i][k] * b[k][j];
                c[i][j] = sum;
            }
        }
        return (long) c[n - 1][n / 2];
    }

    private static void measure(String name, LongSupplier work) {
        long best = Long.MAX_VALUE;
        long result = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            result = work.getAsLong();
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.println(name + " " + best + " " + result);
    }

    public static void main(String[] args) {
        measure("sieve", Benchmarks::sieve);
        measure("fib", () -> fib(32));
        measure("orbit", Benchmarks::orbit);
        measure("maps", Benchmarks::maps);
        measure("shapes", Benchmarks::shapes);
        measure("strings", Benchmarks::strings);
        measure("allocation", Benchmarks::allocation);
        measure("matrix", Benchmarks::matrix);
    }
}
