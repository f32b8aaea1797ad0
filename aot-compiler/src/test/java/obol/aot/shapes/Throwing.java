package obol.aot.shapes;

/** Exceptions, handlers, finally, locks. */
public final class Throwing {
    private Throwing() {}

    static class Mine extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int code;
        Mine(int code) { super("mine " + code); this.code = code; }
    }

    static class Yours extends Mine {
        private static final long serialVersionUID = 1;
        Yours(int code) { super(code + 1); }
    }

    static int fail(int a) { if ((a & 3) == 1) throw new Mine(a); if ((a & 3) == 2) throw new Yours(a); return a; }

    public static int comparedCalls(int a, int b) { int r; try { r = fail(a) == fail(b) ? 1 : 0; } catch (Mine m) { r = 2; } return r; }
    public static int caught(int a) { try { return fail(a) + 1; } catch (Mine m) { return m.code; } }
    public static int inOrder(int a) { try { return fail(a); } catch (Yours y) { return -1; } catch (Mine m) { return -2; } }
    public static int notCaught(int a) { try { return fail(a); } catch (IllegalStateException e) { return -1; } }
    public static int several(int a, int b) { try { return fail(a) / b; } catch (ArithmeticException | Mine e) { return e.getMessage().length(); } }
    public static String rethrown(int a) { try { try { fail(a); return "none"; } catch (Yours y) { throw y; } } catch (Mine m) { return m.getMessage(); } }
    public static int localAtThrow(int a) { int x = 1; try { x = 2; fail(a); x = 3; fail(a + 1); x = 4; } catch (Mine m) { return x * 10; } return x; }
    public static int localsOfTwoSlots(int a) { long x = 1; double y = 2; try { x = 1L << 40; fail(a); y = x; fail(a >> 1); x = 7; } catch (Mine m) { return (int) (x >> 38) + (int) (y / 1e9); } return (int) (x + (long) y); }
    public static int finallyNormal(int a) { int x = a; try { x += fail(a); } finally { x += 100; } return x; }
    public static String finallyOrder(int a) {
        StringBuilder s = new StringBuilder();
        try { s.append('t'); fail(a); s.append('n'); } catch (Yours y) { s.append('c'); fail(1); s.append('x'); } catch (Mine m) { s.append('m'); } finally { s.append('f'); }
        return s.append('e').toString();
    }
    public static String finallyAround(int a) {
        StringBuilder s = new StringBuilder();
        try { try { s.append('t'); fail(a); } catch (Yours y) { s.append('c'); fail(1); } finally { s.append('f'); } } catch (Mine m) { s.append('o').append(m.code); }
        return s.toString();
    }
    @SuppressWarnings("finally")
    public static int finallyReturns(int a) { try { return fail(a); } finally { return 5; } }
    public static int finallyInLoop(int a) { int s = 0; for (int i = 0; i < 6; i++) { try { if (i == (a & 7)) continue; if (i == 4) break; s += fail(i); } catch (Mine m) { s += 50; } finally { s += 1000; } } return s; }
    public static int retry(int a) { int n = 0; while (true) { try { return fail(a) + n; } catch (Mine m) { n++; a++; } } }
    public static int nestedTry(int a, int b) { int x = 0; try { x = 1; try { x = 2; fail(a); x = 3; } finally { x += 10; fail(b); x += 20; } } catch (Yours y) { x += 100; } catch (Mine m) { x += 200; } return x; }
    public static int divisionInExpression(int a, int b) { int[] r = {1, 2, 3}; int i = 0; try { r[i++] = r[i++] + a / b; } catch (ArithmeticException e) { return i * 100 + r[0]; } return i * 10 + r[0]; }
    public static int indexThenNull(int a) { int[] r = (a & 1) == 0 ? null : new int[2]; int i = 0; try { r[i += a] = i = 7; } catch (NullPointerException e) { return 1000 + i; } catch (ArrayIndexOutOfBoundsException e) { return 2000 + i; } return i; }
    public static int bounds(int a) { int[] r = new int[4]; try { return r[a] + 1; } catch (ArrayIndexOutOfBoundsException e) { return e.getMessage().length(); } }
    public static int boundsThrown(int a) { return new int[3][2][a & 3].length; }
    public static int negativeSize(int a) { return new int[a >> 28].length; }
    public static int negativeSizes(int a, int b) { try { return new int[a >> 28][b >> 28].length; } catch (NegativeArraySizeException e) { return -1; } }
    public static String castThrown(int a) { Object o = a > 0 ? (Object) "text" : (Object) 5; try { return (String) o; } catch (ClassCastException e) { return "cast"; } }
    public static int storeThrown(int a) { Object[] r = (a & 1) == 0 ? new Integer[1] : new Object[1]; try { r[0] = "s"; return 1; } catch (ArrayStoreException e) { return 2; } }
    public static int nullThrow(int a) { try { RuntimeException e = (a & 1) == 0 ? null : new Mine(3); throw e; } catch (NullPointerException e) { return -5; } catch (RuntimeException e) { return 5; } }
    public static int nullReceiver(int a) { String s = (a & 1) == 0 ? null : "four"; try { return s.length(); } catch (NullPointerException e) { return -1; } }
    public static int nullLength(int a) { long[] s = (a & 1) == 0 ? null : new long[3]; return s.length; }
    public static int zeroDivideCaughtOutside(int a, int b) { return caughtBy(a, b) + 1; }
    private static int caughtBy(int a, int b) { int r = 0; try { r = a / b; } finally { r += 7; } return r; }
    public static long longDivision(long a, long b) { try { return a % b; } catch (ArithmeticException e) { return e.getMessage().charAt(0); } }
    public static int locked(int a) { Object lock = new Object(); synchronized (lock) { fail(a); synchronized (lock) { return a; } } }
    public static int lockedNull(int a) { Object lock = (a & 1) == 0 ? null : "x"; synchronized (lock) { return a; } }
    public static synchronized int lockedMethod(int a) { return fail(a); }
    public static synchronized int lockedMethodCatches(int a) { try { return fail(a); } catch (Yours y) { return 9; } }
    public static String errorIsNotException(int a) { try { if (a == 1) throw new StackOverflowError("so"); fail(a); return "ok"; } catch (Exception e) { return "exception"; } catch (Error e) { return e.getMessage(); } }
    public static int throwInHandler(int a) { try { try { return fail(a); } catch (Mine m) { return 1 / (a & 4); } } catch (ArithmeticException e) { return 77; } }
    public static String resources(int a) {
        StringBuilder s = new StringBuilder();
        try (Res x = new Res(s, a); Res y = new Res(s, a >> 2)) { s.append("body"); fail(a >> 4); } catch (Mine m) { s.append(m.getMessage()).append(m.getSuppressed().length); }
        return s.toString();
    }
    record Res(StringBuilder s, int a) implements AutoCloseable { @Override public void close() { s.append('c'); fail(a); } }
    public static int conditionalThrow(int a) { int x = a > 5 ? fail(1) : 3; return x; }
    public static int deepThrow(int a) { try { return deep(a & 7); } catch (Mine m) { return m.code; } }
    private static int deep(int n) { if (n == 0) throw new Mine(42); return deep(n - 1) + 1; }
}
