package obol.aot.shapes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Lambdas, method references, string concatenation, records. */
public final class Sugar {
    private final int base;

    private Sugar(int base) { this.base = base; }

    private int plus(int x) { return base + x; }
    private IntFunction<Integer> bound() { return x -> this.base * x; }
    static int helper(int a, int b) { return a * 10 + b; }
    static long widened(int a) { return a; }
    static void nothing(Object o) { }

    public static int lambda(int a) { IntBinaryOperator f = (x, y) -> x * y + a; return f.applyAsInt(a, 3); }
    public static int capturesAll(int a, long b, float c, double d, String s, boolean z) { LongSupplier f = () -> a + b + (long) c + (long) d + (s == null ? 0 : s.length()) + (z ? 1 : 0); return (int) f.getAsLong(); }
    public static boolean same() { Object first = null; for (int i = 0; i < 3; i++) { Supplier<String> s = () -> "x"; if (first != null && first != s) return false; first = s; } return first != null; }
    public static boolean fresh(int a) { Object first = null; for (int i = 0; i < 2; i++) { int k = i + a; Supplier<Integer> s = () -> k; if (first == s) return false; first = s; } return first != null; }
    public static int staticReference(int a) { IntBinaryOperator f = Sugar::helper; return f.applyAsInt(a, 4); }
    public static int boundReference(int a) { Sugar s = new Sugar(a); ToIntFunction<Integer> f = s::plus; return f.applyAsInt(5) + s.bound().apply(3); }
    public static int unboundReference(String s) { Function<String, Integer> f = String::length; return f.apply(s); }
    public static String constructorReference(int a) { Function<Integer, Sugar> f = Sugar::new; Supplier<List<String>> l = ArrayList::new; return f.apply(a).base + l.get().toString(); }
    public static int arrayReference(int a) { IntFunction<int[]> f = int[]::new; return f.apply(a & 15).length; }
    public static long boxesAndWidens(int a) { Function<Integer, Long> f = x -> (long) x; IntToLongFunction g = Sugar::widened; BiFunction<Integer, Integer, Integer> h = Sugar::helper; Function<Integer, Object> k = Integer::toBinaryString; return f.apply(a) + g.applyAsLong(a) + h.apply(1, 2) + k.apply(a).hashCode(); }
    public static int voidResult(int a) { StringBuilder s = new StringBuilder(); java.util.function.Consumer<String> c = s::append; c.accept("a" + a); java.util.function.Consumer<Object> n = Sugar::nothing; n.accept(s); return s.length(); }
    public static int nullBound(String s) { Supplier<Integer> f = s::length; return f.get(); }
    public static String composed(int a) { Function<Integer, Integer> f = x -> x + a; UnaryOperator<String> g = x -> "<" + x + ">"; return f.andThen(String::valueOf).andThen(g).apply(2); }
    public static double mapped(double a) { DoubleUnaryOperator f = Math::abs; return f.andThen(x -> x / 2).applyAsDouble(a); }
    public static String sorted(int a) { List<String> l = new ArrayList<>(List.of("pear", "fig", "apple", "kiwi")); l.sort(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())); return l.get(a & 3); }
    public static boolean marked(int a) { Runnable r = (Runnable & Serializable & Cloneable) () -> { }; return r instanceof Serializable && r instanceof Cloneable && a == a; }
    public static boolean predicates(int a) { IntPredicate p = x -> x > 3; IntPredicate q = p.negate().or(x -> x == 7); BooleanSupplier b = () -> q.test(a); return b.getAsBoolean(); }
    public static int thrownThrough(int a, int b) { IntBinaryOperator f = (x, y) -> x / y; try { return f.applyAsInt(a, b); } catch (ArithmeticException e) { return -7; } }
    public static int nested(int a) { Function<Integer, Function<Integer, Integer>> f = x -> y -> x * 100 + y + a; return f.apply(2).apply(3); }
    interface Generic<T extends Comparable<T>> { T pick(T a, T b); }
    interface Words extends Generic<String> { @Override String pick(String a, String b); }
    public static String bridged(String s) { Words w = (a, b) -> a.compareTo(b) < 0 ? a : b; Generic<String> g = w; return g.pick(s == null ? "q" : s, "m") + w.pick("x", "y"); }

    public static String concat(int a, long b, float c, double d, boolean e, char f, byte g, short h) { return "a" + a + 'b' + b + c + d + e + f + g + h + "\1\2" + null; }
    public static String concatAlike(String s) { String a = "x, null, y" + s; String b = "x" + s + "y, null"; return a.equals(b) ? a : b; }
    public static String concatObjects(String s, Object o) { return s + o + s; }
    public static String concatOne(String s) { return "" + s; }
    public static String concatAssign(int a) { String s = "x"; for (int i = 0; i < 3; i++) s += a + i; return s; }
    public static String concatConstant(int a) { final String k = "k\u00e9\u4e2d"; return k + a + k; }
    public static String concatChars(char a, char b) { return "" + a + b + (char) (a + 1) + (a + b); }
    public static String concatThrows(int a) { Object o = new Object() { @Override public String toString() { return "v" + 10 / (a & 3); } }; return "[" + o + "]"; }

    record Pair(int a, String b) { }
    record Wide(boolean z, byte b, char c, short s, int i, long j, float f, double d, int[] r, Object o) { }
    record Empty() { }
    record Generic2<T>(T t, List<T> l) { Generic2 { if (t == null) throw new IllegalArgumentException("t"); } }

    public static String recordText(int a, String s) { return new Pair(a, s).toString() + new Empty() + new Generic2<>("q", List.of()); }
    public static String wideText(boolean z, int i, long j, float f, double d) { return new Wide(z, (byte) i, 'c', (short) i, i, j, f, d, null, null).toString(); }
    public static int recordHash(boolean z, int i, long j, float f, double d) { return new Wide(z, (byte) i, (char) i, (short) i, i, j, f, d, null, "o").hashCode() + new Empty().hashCode(); }
    public static boolean recordEquals(int a, String s) { Pair p = new Pair(a, s); return p.equals(new Pair(a, s == null ? null : new String(s))) && !p.equals(null) && !p.equals("x") && !p.equals(new Pair(a + 1, s)) && p.equals(p) && new Empty().equals(new Empty()); }
    public static boolean recordFloats(float f, float g, double d, double e) { return new Wide(true, (byte) 0, 'c', (short) 0, 0, 0, f, d, null, null).equals(new Wide(true, (byte) 0, 'c', (short) 0, 0, 0, g, e, null, null)); }
    public static String equalsOrder() { StringBuilder s = new StringBuilder(); new Three(new Noisy(s, "a"), new Noisy(s, "b"), new Noisy(s, "c")).equals(new Three(new Noisy(s, "a"), new Noisy(s, "b"), new Noisy(s, "c"))); return s.toString(); }
    record Three(Object a, Object b, Object c) { }
    static final class Noisy { final StringBuilder s; final String n; Noisy(StringBuilder s, String n) { this.s = s; this.n = n; } @Override public boolean equals(Object o) { s.append(n); return true; } @Override public int hashCode() { return 1; } }
    public static String compact(int a) { try { return new Generic2<>(a == 0 ? null : a, List.of()).toString(); } catch (IllegalArgumentException e) { return e.getMessage(); } }
}
