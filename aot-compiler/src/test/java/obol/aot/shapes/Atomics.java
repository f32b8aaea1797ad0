package obol.aot.shapes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** VarHandles of fields and arrays. */
public final class Atomics {
    private static final VarHandle INT;
    private static final VarHandle LONG;
    private static final VarHandle REFERENCE;
    private static final VarHandle FLAG;
    private static final VarHandle COUNT;
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle STRINGS = MethodHandles.arrayElementVarHandle(String[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INT = lookup.findVarHandle(Atomics.class, "number", int.class);
            LONG = lookup.findVarHandle(Atomics.class, "wide", long.class);
            REFERENCE = lookup.findVarHandle(Atomics.class, "text", String.class);
            FLAG = MethodHandles.lookup().findVarHandle(Atomics.class, "flag", boolean.class);
            COUNT = lookup.findStaticVarHandle(Atomics.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int number = 1;
    private volatile long wide = 2;
    private volatile String text = "t";
    private boolean flag;
    private static int count;

    private Atomics() {}

    public static int readAndWrite(int a) { Atomics x = new Atomics(); INT.set(x, a); INT.setVolatile(x, (int) INT.get(x) + 1); INT.setRelease(x, (int) INT.getAcquire(x) * 3); return (int) INT.getOpaque(x); }
    public static boolean compareAndSet(int a, int b) { Atomics x = new Atomics(); boolean first = INT.compareAndSet(x, 1, a); boolean second = INT.weakCompareAndSetPlain(x, b, 7); return first && (second ? x.number == 7 : x.number == a); }
    public static boolean ternaries(boolean a, boolean b) { Atomics x = new Atomics(); return INT.compareAndSet(x, a ? 1 : 0, b ? 5 : 6) == (x.number >= 5); }
    public static long exchanges(long a) { Atomics x = new Atomics(); long before = (long) LONG.getAndSet(x, a); long then = (long) LONG.getAndAdd(x, 5L); long same = (long) LONG.compareAndExchange(x, a + 5, 9L); return before + then * 3 + same * 5 + x.wide; }
    public static int bits(int a) { Atomics x = new Atomics(); int b = (int) INT.getAndBitwiseOr(x, a); int c = (int) INT.getAndBitwiseAnd(x, 0xff); int d = (int) INT.getAndBitwiseXorAcquire(x, 3); return b + c * 3 + d * 5 + x.number; }
    public static String references(String a) { Atomics x = new Atomics(); boolean set = REFERENCE.compareAndSet(x, "t", a); String old = (String) REFERENCE.getAndSet(x, "u"); return set + old + x.text; }
    public static boolean flags(boolean a) { Atomics x = new Atomics(); FLAG.set(x, a); return (boolean) FLAG.getVolatile(x); }
    public static int statics(int a) { COUNT.set(a); return (int) COUNT.getVolatile() + 1; }
    public static int nullReceiver(int a) { Atomics x = (a & 1) == 0 ? null : new Atomics(); try { return (int) INT.get(x); } catch (NullPointerException e) { return -9; } }
    public static int elements(int a) { int[] r = {1, 2, 3}; try { INTS.set(r, a, 5); return (int) INTS.getAndAdd(r, a, 2) + r[a] * 10; } catch (ArrayIndexOutOfBoundsException e) { return -1; } }
    public static String texts(int a) { String[] r = {"p", "q"}; return STRINGS.compareAndSet(r, a & 1, r[0], "z") + r[0] + r[1] + (String) STRINGS.getAcquire(r, 1); }
}
