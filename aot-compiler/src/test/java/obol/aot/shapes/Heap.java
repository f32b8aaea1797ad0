package obol.aot.shapes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects, fields, arrays, dispatch, initialisation. */
public final class Heap {
    private Heap() {}

    static int counter = 3;
    static final int COMPUTED = Integer.parseInt("12");
    static final long CONSTANT = 1L << 40;
    static final String TEXT = "text";

    static class Point {
        int x; long y; byte b; boolean z; char c; short s; float f; double d; Object o; int[] a;
        Point(int x, long y) { this.x = x; this.y = y; }
        int sum() { return x + (int) y; }
        Point next() { return new Point(x + 1, y * 2); }
        final int fixed() { return sum() * 2; }
        private int hidden() { return x * 3; }
        int useHidden() { return hidden(); }
    }
    static class Point3 extends Point {
        int z3;
        Point3(int x, long y, int z) { super(x, y); z3 = z; }
        @Override int sum() { return super.sum() + z3; }
        @Override Point3 next() { return new Point3(x, y, z3 + 1); }
    }
    interface Shape { int area(); default int twice() { return 2 * area() + bonus(); } private int bonus() { return 1; } static int zero() { return 0; } }
    static class Square implements Shape { final int side; Square(int side) { this.side = side; } @Override public int area() { return side * side; } }
    static final class Cube extends Square { Cube(int side) { super(side); } @Override public int area() { return 6 * super.area(); } @Override public int twice() { return super.twice() + 5; } }
    static class Lazy { static int value = init(); static int init() { return COMPUTED * 2; } static int get() { return value; } }
    static final class Link { Link next; int value; }
    static Link kept = new Link();
    /** Making {@code b} may collect, so {@code a} may be old when {@code b} is stored into it; no other store needs a card. */
    public static int links(int value) { Link a = new Link(); a.next = kept; a.value = value; Link b = new Link(); b.next = a; a.next = b; return b.next.next.next.value; }
    class Inner { int get() { return outerValue + 1; } }
    int outerValue = 5;

    public static int fields(int a, long b) { Point p = new Point(a, b); p.x++; p.y += p.x; return p.sum(); }
    public static int narrowFields(int a) { Point p = new Point(a, a); p.b = (byte) a; p.c = (char) a; p.s = (short) a; p.z = a > 0; p.b++; p.c += 3; p.s *= 2; return p.b + p.c * 3 + p.s * 5 + (p.z ? 1 : 0); }
    public static double floatFields(float a, double b) { Point p = new Point(1, 2); p.f = a; p.d = b; p.d *= p.f; return p.d + p.f; }
    public static int dispatch(int a) { Point p = a > 0 ? new Point(a, 2) : new Point3(a, 3, 7); return p.sum() + p.next().sum() + p.fixed() + p.useHidden(); }
    public static int interfaces(int a) { Shape s = (a & 1) == 0 ? new Square(a) : new Cube(a); return s.area() + s.twice() + Shape.zero(); }
    public static int nullField(int a) { Point p = (a & 1) == 0 ? null : new Point(1, 1); try { p.x = 5; return p.x; } catch (NullPointerException e) { return -1; } }
    public static long statics(int a) { counter += a; return counter + COMPUTED + CONSTANT + TEXT.length() - (counter = 3); }
    public static int lazily() { return Lazy.get() + Lazy.value; }
    public static int inner(int a) { Heap h = new Heap(); h.outerValue = a; return h.new Inner().get(); }
    public static int captured(int a, long b) { class Local { long get() { return a + b; } } return (int) new Local().get(); }
    public static int instanceOf(int a) { Object o = a == 0 ? null : a > 5 ? new Cube(1) : a > 0 ? (Object) new int[1] : "s"; return (o instanceof Square ? 1 : 0) + (o instanceof Shape ? 2 : 0) + (o instanceof int[] ? 4 : 0) + (o instanceof Comparable ? 8 : 0) + (o instanceof Object ? 16 : 0) + (o instanceof Cloneable ? 32 : 0); }
    public static int pattern(Object o) { return o instanceof String s && s.length() > 1 ? s.length() : o instanceof Integer i ? i : -1; }
    public static int casts(int a) { Object o = new Cube(a); return ((Square) o).side + ((Shape) o).area() + ((Cube) o).twice(); }
    public static boolean identity(int a) { Object x = new Object(); Object y = a > 0 ? x : new Object(); return x == y; }

    public static int arrays(int a) { int[] r = new int[10]; for (int i = 0; i < r.length; i++) r[i] = i * a; int s = 0; for (int v : r) s = s * 3 + v; return s; }
    public static long allKinds(int a) {
        byte[] b = {1, (byte) a}; short[] h = {2, (short) a}; char[] c = {3, (char) a}; long[] l = {4, a}; float[] f = {5, a}; double[] d = {6, a}; boolean[] z = {true, a > 0}; String[] s = {"x", null};
        b[0] += b[1]; h[0] -= h[1]; c[0] *= c[1]; l[0] ^= l[1]; f[0] += f[1]; d[0] -= d[1]; z[0] &= z[1]; s[1] = s[0];
        return b[0] + h[0] * 3 + c[0] * 5 + l[0] * 7 + (long) f[0] + (long) d[0] + (z[0] ? 1 : 0) + s[1].length();
    }
    public static int incrementIndex(int a) { int[] r = {5, 6, 7, 8}; int i = a & 1; int x = r[i++] + r[i] * 10 + (r[i++] += 3) * 100 + r[i]--; return x + i * 10000 + r[1] + r[2] * 7; }
    public static int multi(int a) { int[][] m = new int[3][4]; long[][][] n = new long[2][3][]; n[1][2] = new long[a & 7]; m[2][3] = a; return m[2][3] + m.length + m[0].length + n[1][2].length + (n[0][1] == null ? 1 : 0); }
    public static int cloned(int a) { int[] r = {a, 2}; int[] q = r.clone(); q[0]++; return r[0] * 2 + q[0]; }
    public static int sort(int a) { int[] r = new int[16]; for (int i = 0; i < 16; i++) r[i] = (a = a * 1103515245 + 12345) >>> 16; for (int i = 1; i < 16; i++) { int v = r[i]; int j = i - 1; while (j >= 0 && r[j] > v) { r[j + 1] = r[j]; j--; } r[j + 1] = v; } int s = 0; for (int v : r) s = s * 31 + v; return s; }
    public static int sieve() { boolean[] c = new boolean[200]; int n = 0; for (int i = 2; i < c.length; i++) { if (c[i]) continue; n++; for (int j = i + i; j < c.length; j += i) c[j] = true; } return n; }
    public static int varargs(int a) { return sumOf() + sumOf(a) + sumOf(a, 2, 3); }
    private static int sumOf(int... v) { int s = v.length; for (int x : v) s += x; return s; }
    public static int recursion(int a) { return ackermann(a & 1, 3); }
    private static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
    public static double manyArguments(int a, long b, float c, double d) { return many(a, b, c, d, a + 1, b + 1, c + 1, d + 1, a + 2, b + 2, c + 2, d + 2, "x", a, b, c, d); }
    private static double many(int a, long b, float c, double d, int e, long f, float g, double h, int i, long j, float k, double l, String m, int n, long o, float p, double q) { return a + b * 2 + c * 3 + d * 5 + e * 7 + f * 11 + g * 13 + h * 17 + i * 19 + j * 23 + k * 29 + l * 31 + m.length() + n + o + p + q; }
    public static String collections(int a) { Map<String, List<Integer>> m = new HashMap<>(); for (int i = 0; i < 5; i++) { List<Integer> l = m.get("k" + (i & 1)); if (l == null) { l = new ArrayList<>(); m.put("k" + (i & 1), l); } l.add(i + a); } return m.get("k0").toString() + m.get("k1").size(); }
    public static int boxing(int a) { Integer i = a; Long l = (long) a; i++; Object o = i; return i + (int) (long) l + (o.equals(a + 1) ? 1 : 0); }
    public static String classes() { return String.class.getName() + int[].class.getName() + int.class.getName() + Square.class.getSimpleName(); }
    public static int dupForms(int a) { long[] l = {a}; int[] i = {a}; long x = l[0] += 5; int y = i[0]++; Point p = new Point(a, a); long z = p.y += x; int w = p.x++; long v = p.y++; return (int) (x + y + z + w + v + l[0] + i[0] + p.x + p.y); }
    public static boolean booleanStores(boolean a, boolean b) { boolean[] r = new boolean[3]; r[0] = a; r[1] = a & b; r[2] |= a ^ b; Point p = new Point(0, 0); p.z = r[2]; return p.z ? r[0] : !r[1]; }
    public static String swapFields(String a) { Point p = new Point(1, 2); p.o = a; Object t = p.o; p.o = p; return t + String.valueOf(p.o == p); }

    public static int aliases(int a) { Point p = new Point(1, 2); Point q = (a & 1) == 0 ? p : new Point(3, 4); p.x = 5; q.x = a; return p.x * 10 + q.x; }
    public static int aliasedElements(int a, int b) { int[] r = {1, 2, 3, 4}; int[] q = (a & 4) == 0 ? r : r.clone(); r[a & 3] = 7; q[b & 3] = 9; return r[a & 3] * 10 + r[b & 3] + q[a & 3] * 100; }
    public static int changedInLoop(int a) { Point p = new Point(a, 2); int s = 0; for (int i = 0; i < (a & 7); i++) { s += p.x; if ((s & 1) == 0) p.x++; else p.y = s; s += p.x; } return s + p.x; }
    public static int changedBeyondLoop(int a) { Point p = new Point(a, 2); int before = p.x; int i = 0; while (true) { if (p.x > 40 || i > 9) break; if (i++ == (a & 3)) { p.x += 50; continue; } p.y++; } return before + p.x * 3 + (int) p.y; }
    public static int changedByCall(int a) { Point p = new Point(a, 2); int x = p.x; change(p, a); return x + p.x * 3; }
    private static void change(Point p, int a) { if (a > 2) p.x = a * 2; }
    public static int changedThenThrown(int a) { Point p = new Point(1, 2); try { p.x = 5; p.x += 10 / a; p.x = 6; p.x += 10 / (a - 1); } catch (ArithmeticException e) { return p.x; } return -p.x; }
    public static int narrowReadBack(int a) { Point p = new Point(1, 2); p.b = (byte) a; p.c = (char) a; byte[] r = new byte[2]; r[0] = (byte) (a >> 1); return p.b + p.c * 3 + r[0] * 5; }
    public static int staticReadBack(int a) { counter = a; int x = counter; change(new Point(1, 1), a); counter += x; int y = counter; counter = 3; return x + y; }
    public static int boundsInLoops(int a) { int[] r = new int[8]; int s = 0; for (int i = 0; i < r.length; i++) r[i] = i * a; for (int i = r.length - 1; i >= 0; i--) s = s * 3 + r[i]; for (int i = 2; i < r.length; i += 3) s += r[i]; return s; }
    public static int boundsOverflow(int a) { int[] r = new int[4]; int s = 0; try { for (int i = a; i < r.length; i++) s += r[i] + 1; } catch (ArrayIndexOutOfBoundsException e) { return -1 - s; } return s; }
    public static int boundsStepOverflow(int a) { int[] r = new int[4]; int n = 0; try { for (int i = 0; i < r.length; i += a) { r[i]++; if (++n > 20) break; } } catch (ArrayIndexOutOfBoundsException e) { return -n; } return n; }
    public static int boundsShrinking(int a) { int[] r = new int[6]; int s = 0; try { for (int i = 0; i < r.length; i++) { if (i == (a & 7)) r = new int[3]; s += r[i] + i; } } catch (ArrayIndexOutOfBoundsException e) { return -s; } return s; }
    public static int boundsChangedIndex(int a) { int[] r = new int[6]; int s = 0; try { for (int i = 0; i < r.length; i++) { if ((a & 1) != 0) i += a; r[i]++; s += i; } } catch (ArrayIndexOutOfBoundsException e) { return -s; } return s; }
    public static int boundsBeforeTest(int a) { int[] r = new int[9]; int i = 0; int s = 0; while (i < r.length) { s += r[i]; if (s > a) break; i++; r[i & 7] = i; } return s + i; }
}
