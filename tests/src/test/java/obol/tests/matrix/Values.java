package obol.tests.matrix;

/**
 * Edge values of each type, and how results become a hash. Part of the compiled program as well as of its generator.
 * A type is named by the letter of its descriptor, {@code A} for a reference, {@code a} before it for an array of it.
 */
public final class Values {
    /** How many edge values a type has. */
    public static final int COUNT = 12;

    private static final int[] INTS = {0, 1, -1, 2, 31, 33, 127, -128, 65535, 1000003, Integer.MIN_VALUE, Integer.MAX_VALUE};
    private static final long[] LONGS = {0, 1, -1, 63, 65, 10, 0xFFFFFFFFL, 0x80000000L, -0x80000000L, 0x0123456789ABCDEFL,
        Long.MIN_VALUE, Long.MAX_VALUE};
    private static final float[] FLOATS = {0f, -0f, 1f, -1.5f, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE, Float.MAX_VALUE, 2147483648f, -9.3e18f};
    private static final double[] DOUBLES = {0d, -0d, 1d, -1.5d, 0.1d, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE, Double.MAX_VALUE, 2147483648d, -9.3e18d};

    /** Never set while the rows run, which the compiler cannot know. */
    public static boolean flag;
    /** Effects since the last result, in their order. */
    private static long trace;

    private Values() {}

    public static boolean Z(int i) {
        return (i & 1) != 0;
    }

    public static byte B(int i) {
        return (byte) (INTS[i] ^ INTS[i] >> 24);
    }

    public static char C(int i) {
        return (char) INTS[i];
    }

    public static short S(int i) {
        return (short) (INTS[i] ^ INTS[i] >> 16);
    }

    public static int I(int i) {
        return INTS[i];
    }

    public static long J(int i) {
        return LONGS[i];
    }

    public static float F(int i) {
        return FLOATS[i];
    }

    public static double D(int i) {
        return DOUBLES[i];
    }

    public static Object A(int i) {
        switch (i) {
            case 1: case 7: return "text";
            case 2: return 42;
            case 3: return new int[3];
            case 4: return new String[] {"text"};
            case 5: return new Object[2];
            case 6: return new IllegalStateException("thrown");
            case 8: return new ArithmeticException();
            case 9: return new byte[1][2];
            case 10: return String.class;
            default: return null;
        }
    }

    public static boolean[] aZ(int i) {
        return i % 4 == 1 ? null : new boolean[i % 4];
    }

    public static byte[] aB(int i) {
        return i % 4 == 1 ? null : new byte[i % 4];
    }

    public static char[] aC(int i) {
        return i % 4 == 1 ? null : new char[i % 4];
    }

    public static short[] aS(int i) {
        return i % 4 == 1 ? null : new short[i % 4];
    }

    public static int[] aI(int i) {
        return i % 4 == 1 ? null : new int[i % 4];
    }

    public static long[] aJ(int i) {
        return i % 4 == 1 ? null : new long[i % 4];
    }

    public static float[] aF(int i) {
        return i % 4 == 1 ? null : new float[i % 4];
    }

    public static double[] aD(int i) {
        return i % 4 == 1 ? null : new double[i % 4];
    }

    /** Of several classes, so that not every store fits. */
    public static Object[] aA(int i) {
        switch (i % 6) {
            case 1: return null;
            case 2: return new String[] {"text", "more"};
            case 3: return new Integer[3];
            case 4: return new int[2][1];
            default: return new Object[i % 6];
        }
    }

    /** An effect that a result must show in its place. */
    public static void effect(int what) {
        trace = trace * 31 + what;
    }

    /** The hash with one more result and the effects on the way to it. */
    public static long mix(long hash, long result) {
        long mixed = (Long.rotateLeft(hash, 7) ^ result) * 0x9E3779B97F4A7C15L + trace;
        trace = 0;
        return mixed;
    }

    public static void print(long hash) {
        System.out.println(Long.toHexString(hash));
    }

    /** What is comparable of a reference: never its address. */
    public static long id(Object value) {
        if (value == null) return 0;
        if (value instanceof String || value instanceof Integer || value instanceof Class<?>) return value.toString().hashCode();
        if (value instanceof ArithmeticException || value instanceof ArrayIndexOutOfBoundsException || value instanceof NegativeArraySizeException) {
            return name(value) * 31 + id(((Throwable) value).getMessage());
        }
        if (value instanceof int[] array) return array.length + 1000;
        if (value instanceof Object[] array) {
            long hash = name(value);
            for (Object element : array) hash = hash * 31 + id(element);
            return hash;
        }
        return name(value);
    }

    private static long name(Object value) {
        return value.getClass().getName().hashCode();
    }
}
