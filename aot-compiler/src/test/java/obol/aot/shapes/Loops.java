package obol.aot.shapes;

/**
 * Counted loops over arrays, with bounds that fit and bounds that do not: what a loop has stored before it throws has to be there. The
 * loops are in methods of their own, too large to be inlined into those that catch.
 */
public final class Loops {
    private interface Loop {
        int run(int[] a, int from, int to);
    }

    private Loops() {}

    public static int up(int from, int to) { return run(Loops::up, 20, from, to); }
    public static int upTo(int from, int to) { return run(Loops::upTo, 101, from, to); }
    public static int down(int from, int to) { return run(Loops::down, 101, from, to); }
    public static int downTo(int from, int to) { return run(Loops::downTo, 40, from, to); }
    public static int unequal(int from, int to) { return run(Loops::unequal, 65, from, to); }
    public static int byThrees(int from, int to) { return run(Loops::byThrees, 300, from, to); }
    public static int byMany(int from, int to) { return run(Loops::byMany, 300, from, to); }
    public static int stepGiven(int from, int step) { return run(Loops::stepGiven, 256, from, step); }
    public static int longCounter(int from, int step) { return run(Loops::longCounter, 256, from, step); }
    public static int longShifted(int from, int to) { return run(Loops::longShifted, 256, from, to); }
    public static int neighbours(int from, int to) { return run(Loops::neighbours, 64, from, to); }
    public static int reversed(int from, int to) { return run(Loops::reversed, 64, from, to); }
    public static int moved(int from, int to) { return run(Loops::moved, 70, from, to); }
    public static int scaled(int from, int to) { return run(Loops::scaled, 210, from, to); }
    public static int twoCounters(int from, int to) { return run(Loops::twoCounters, 90, from, to); }
    public static int sometimes(int from, int to) { return run(Loops::sometimes, 64, from, to); }
    public static int leftEarly(int from, int to) { return run(Loops::leftEarly, 30, from, to); }
    public static int nothing(int from, int to) { return run((a, f, t) -> up(null, f, t), 1, from, to); }
    public static int rows(int from, int to) { return run(Loops::rows, 8, from, to); }
    public static int missingRow(int from, int to) { return run(Loops::missingRow, 8, from, to); }
    public static int sumOfRow(int row, int to) { return run(Loops::sumOfRow, 8, row, to); }
    public static int searched(int wanted, int to) { return run(Loops::searched, 50, wanted, to); }
    public static int nested(int rows, int columns) { return run(Loops::nested, 60, rows, columns); }
    public static int wrapsAround(int from, int to) { return run(Loops::wrapsAround, 3, from, to); }
    public static int unsigned(int from, int to) { return run(Loops::unsigned, 3, from, to); }

    /** What the array holds when the loop is over, and how it ended. */
    private static int run(Loop loop, int length, int from, int to) {
        int[] a = new int[length];
        int result;
        try {
            result = loop.run(a, from, to);
        } catch (ArrayIndexOutOfBoundsException e) {
            result = e.getMessage().length();
        } catch (NullPointerException e) {
            result = -3;
        }
        for (int x : a) result = result * 31 + x;
        return result;
    }

    /** Makes a method large. */
    private static int weight(int x) {
        int y = x * 7 ^ x >>> 3;
        y = y * 11 ^ y >>> 5;
        y = y * 13 ^ y >>> 7;
        y = y * 17 ^ y >>> 11;
        y = y * 19 ^ y >>> 13;
        y = y * 23 ^ y >>> 2;
        y = y * 29 ^ y >>> 3;
        return y * 31 ^ y >>> 5;
    }

    private static int up(int[] a, int from, int to) { for (int i = from; i < to; i++) a[i] = i + 1; return weight(to); }
    private static int upTo(int[] a, int from, int to) { for (int i = from; i <= to; i++) a[i] = i + 1; return weight(to); }
    private static int down(int[] a, int from, int to) { for (int i = from; i > to; i--) a[i] = i + 1; return weight(to); }
    private static int downTo(int[] a, int from, int to) { for (int i = from - 1; i >= to; i--) a[i] = i + 1; return weight(to); }
    private static int unequal(int[] a, int from, int to) { for (int i = from; i != to; i++) a[i] = i + 1; return weight(to); }
    private static int byThrees(int[] a, int from, int to) { for (int i = from; i < to; i += 3) a[i] = i + 1; return weight(to); }
    private static int byMany(int[] a, int from, int to) {
        int rounds = 0;
        for (int i = from; i <= to && ++rounds < 9; i += 1 << 30) a[i & 255] += i | 1;
        for (int i = from; i < to; i += 1 << 30) a[i] = i + 1;
        return weight(to);
    }
    private static int stepGiven(int[] a, int from, int step) { for (int i = from; i < 250; i += step) { a[i] = i + 1; if (step == 0) break; } return weight(step); }
    private static int longCounter(int[] a, int from, int step) {
        long by = step;
        for (long i = (long) from * from; i <= 255; i += by) { a[(int) i] = (int) i + 1; if (step == 0) break; }
        return weight(step);
    }
    private static int longShifted(int[] a, int from, int to) {
        for (long i = from & 63; i < to; i++) { a[(int) (i << 32)] += i; a[(int) (i * Long.MIN_VALUE) + 1] += i; if (i > 50) break; }
        for (long i = from & 63; i < to; i++) { a[(int) (i << 1) >> 1] += i; if (i > 50) break; }
        return weight(to);
    }
    private static int neighbours(int[] a, int from, int to) { for (int i = from; i < to; i++) a[i] = a[i - 1] + a[i + 1] + 1; return weight(to); }
    private static int reversed(int[] a, int from, int to) { for (int i = from; i < to; i++) a[a.length - 1 - i] = i + 1; return weight(to); }
    private static int moved(int[] a, int from, int to) { for (int i = 0; i < from; i++) a[i + to] = i + 1; return weight(to); }
    private static int scaled(int[] a, int from, int to) { for (int i = from; i < to; i++) a[2 * i + 1] = a[i * 3 - 2] + i; return weight(to); }
    private static int twoCounters(int[] a, int from, int to) {
        int k = 5, m = to;
        for (int i = from; i < to; i++, k += 2, m--) a[k] = a[m] + i;
        return weight(to);
    }
    private static int sometimes(int[] a, int from, int to) {
        for (int i = from; i < to; i++) { if (i > 0) a[i - 1] += i; a[i] = 3; }
        return weight(to);
    }
    private static int leftEarly(int[] a, int from, int to) {
        int last = -5, sum = 0;
        for (int i = from; i < to; i++) {
            if (i == 25) break;
            if (i == 77) return sum;
            last = i;
            sum += a[i];
            a[i] = sum + last;
        }
        return weight(last) + sum;
    }
    private static int rows(int[] a, int from, int to) {
        int[][] rows = {a, new int[5], a};
        for (int i = 0; i < to; i++) rows[from][i] += rows[0][i] + 1;
        return weight(rows[1][3]);
    }
    private static int missingRow(int[] a, int from, int to) {
        int[][] rows = {a, null, new int[20]};
        for (int i = 0; i < to; i++) { a[i] = i; rows[from][i] = i + 1; }
        return weight(rows[2][3]);
    }
    /** The row may change on the way. */
    private static int sumOfRow(int[] a, int row, int to) {
        int[][] rows = {a, new int[5], new int[9]};
        int sum = 0;
        for (int i = 0; i < to; i++) {
            sum += rows[row][i];
            if (i == 3) rows[row] = new int[] {9, 8, 7, 6, 5, 4};
            a[i] = sum;
        }
        return weight(sum);
    }
    private static int searched(int[] a, int wanted, int to) {
        for (int i = 0; i < 40; i++) a[i] = i * 5;
        int i = 0;
        while (i < to && a[i] != wanted) i++;
        return weight(i);
    }
    private static int nested(int[] a, int rows, int columns) {
        for (int i = 0; i < (rows & 15); i++) for (int j = 0; j < columns; j++) a[i * 10 + j] += i - j;
        return weight(a[4]);
    }
    private static int wrapsAround(int[] a, int from, int to) {
        int rounds = 0;
        for (int i = from; i >= to; i += 1 << 28) { a[1] += i; if (++rounds > 60) break; }
        for (int i = from; i <= Integer.MAX_VALUE; i += 77777777) { a[2] ^= i; if (++rounds > 200) break; }
        return weight(rounds);
    }
    private static int unsigned(int[] a, int from, int to) {
        int rounds = 0;
        for (int i = from; Integer.compareUnsigned(i, to) < 0; i += 3) { a[1] += i; if (++rounds > 60) break; }
        return weight(rounds);
    }
}
