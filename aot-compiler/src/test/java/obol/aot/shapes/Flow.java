package obol.aot.shapes;

/** Branches, loops, switches. */
public final class Flow {
    private Flow() {}

    public static int ifElse(int a) { if (a > 3) return 1; else if (a < -3) return 2; return 3; }
    public static int nestedIf(int a, int b) { int r = 0; if (a > 0) { if (b > 0) r = 1; else r = 2; r += 10; } else if (b > 0) r = 3; return r; }
    public static int ternary(int a, int b) { return a > b ? a - b : b > 10 ? b : a + b; }
    public static boolean and(int a, int b) { return a > 0 && b > 0 && a < b; }
    public static boolean or(int a, int b) { return a > 0 || b > 0 || a < b; }
    public static boolean mixed(boolean a, boolean b, boolean c) { return a ? b && !c : !(b | c) ^ a; }
    public static int sum(int a) { int s = 0; for (int i = 0; i < (a & 63); i++) s += i; return s; }
    public static int countDown(int a) { int n = a & 31; int s = 1; while (n-- > 0) s = s * 3 + n; return s; }
    public static int doWhile(int a) { int i = a & 7; int s = 0; do { s += i; i++; } while (i < 9); return s; }
    public static int nestedLoops(int a, int b) {
        int s = 0;
        for (int i = 0; i < (a & 7); i++) for (int j = i; j < (b & 7); j++) s += i * j + 1;
        return s;
    }
    public static int breaks(int a) {
        int s = 0;
        outer:
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                if (j == (a & 7)) continue outer;
                if (i * j > (a & 31)) break outer;
                s += i ^ j;
            }
        }
        return s;
    }
    public static int swap(int a, int b) { for (int i = 0; i < 5; i++) { int t = a; a = b; b = t; } return a * 31 + b; }
    public static int rotate(int a, int b, int c) { for (int i = 0; i < (a & 3); i++) { int t = a; a = b; b = c; c = t; } return a + 31 * b + 961 * c; }
    public static long fibonacci(int n) { long a = 0, b = 1; for (int i = n & 63; i > 0; i--) { long t = a + b; a = b; b = t; } return a; }
    public static int collatz(int a) { int n = (a & 1023) + 1; int k = 0; while (n != 1) { n = (n & 1) == 0 ? n / 2 : 3 * n + 1; k++; } return k; }
    public static int gcd(int a, int b) { a &= 0xffff; b &= 0xffff; while (b != 0) { int t = a % b; a = b; b = t; } return a; }
    public static int earlyReturn(int a) { for (int i = 0; ; i++) { if (i * i >= (a & 1023)) return i; } }
    public static int loopAtEntry(int a) { while (true) { a = a * 5 + 1; if ((a & 15) == 3 || a == 0) return a; a ^= a >>> 7; } }
    public static int deadLoopVariable(int a) { int x = 5; for (int i = 0; i < 3; i++) { x = 5; } return x + a; }
    public static int constantBranch(int a) { int x = 3; if (x == 3) a++; else a--; while (x > 5) a += x; return a; }
    public static int dense(int a) {
        switch (a & 7) { case 0: return 10; case 1: return 11; case 2: case 3: a += 3; case 4: a++; break; case 6: a = 0; break; default: a = -a; }
        return a;
    }
    public static int sparse(int a) { switch (a) { case Integer.MIN_VALUE: return 1; case -1: return 2; case 0: return 3; case 1000: return 4; case Integer.MAX_VALUE: return 5; default: return 6; } }
    public static int holes(int a) { switch (a & 15) { case 1: return 1; case 3: return 3; case 5: return 5; case 9: return 9; default: return 0; } }
    public static int switchInLoop(int a) {
        int state = 0, n = 0;
        for (int i = 0; i < 40; i++) {
            switch (state) { case 0: state = (a >> i & 1) == 0 ? 1 : 2; break; case 1: n++; state = 2; break; case 2: n += 3; state = 0; continue; }
            n ^= i;
        }
        return n;
    }
    public static int switchExpression(int a) { return switch (a & 3) { case 0 -> 5; case 1 -> { int t = a * 2; yield t + 1; } default -> a; }; }
    public static int switchOnlyDefault(int a) { switch (a) { default: return a + 1; } }
    public static int strings(int a) {
        String s = a == 0 ? "zero" : a > 0 ? "Aa" : "BB";
        switch (s) { case "zero": return 0; case "Aa": return 1; case "BB": return 2; default: return 3; }
    }
    public enum Colour { RED, GREEN, BLUE }
    public static int enums(int a) {
        switch (Colour.values()[(a & 0xff) % 3]) { case RED: return 1; case BLUE: return 2; default: return 3; }
    }
    public static int sideEffectsInCondition(int a) { int i = 0; while (i++ < 5 && (a >>= 1) > i) { i += a & 1; } return i * 100 + a; }
    public static int shortCircuitState(int a, int b) { int x = 0; if ((x = a) > 3 || (x = b) > 3) x++; return x; }
    public static long mixedPhis(int a) { long l = a; double d = a; for (int i = 0; i < 4; i++) { if ((a & 1 << i) != 0) l += i; else d -= i; } return l + (long) d; }
    public static int phiOfPhi(int a, int b) { int x = a, y = b; for (int i = 0; i < 6; i++) { if ((i & 1) == 0) { int t = x; x = y; y = t; } else if (i == 3) x++; } return x - y; }
}
