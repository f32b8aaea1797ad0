package obol.aot.shapes;

/** Arithmetic, conversions, comparisons. */
public final class Numbers {
    private Numbers() {}

    public static int iadd(int a, int b) { return a + b; }
    public static int isub(int a, int b) { return a - b; }
    public static int imul(int a, int b) { return a * b; }
    public static int idiv(int a, int b) { return a / b; }
    public static int irem(int a, int b) { return a % b; }
    public static int ineg(int a) { return -a; }
    public static int ishl(int a, int b) { return a << b; }
    public static int ishr(int a, int b) { return a >> b; }
    public static int iushr(int a, int b) { return a >>> b; }
    public static int iand(int a, int b) { return a & b; }
    public static int ior(int a, int b) { return a | b; }
    public static int ixor(int a, int b) { return a ^ b; }
    public static int inot(int a) { return ~a; }
    public static long ladd(long a, long b) { return a + b; }
    public static long lsub(long a, long b) { return a - b; }
    public static long lmul(long a, long b) { return a * b; }
    public static long ldiv(long a, long b) { return a / b; }
    public static long lrem(long a, long b) { return a % b; }
    public static long lneg(long a) { return -a; }
    public static long lshl(long a, int b) { return a << b; }
    public static long lshr(long a, int b) { return a >> b; }
    public static long lushr(long a, int b) { return a >>> b; }
    public static long lshlByLong(long a, long b) { return a << b; }
    public static long land(long a, long b) { return a & b; }
    public static long lor(long a, long b) { return a | b; }
    public static long lxor(long a, long b) { return a ^ b; }
    public static float fadd(float a, float b) { return a + b; }
    public static float fsub(float a, float b) { return a - b; }
    public static float fmul(float a, float b) { return a * b; }
    public static float fdiv(float a, float b) { return a / b; }
    public static float frem(float a, float b) { return a % b; }
    public static float fneg(float a) { return -a; }
    public static double dadd(double a, double b) { return a + b; }
    public static double dsub(double a, double b) { return a - b; }
    public static double dmul(double a, double b) { return a * b; }
    public static double ddiv(double a, double b) { return a / b; }
    public static double drem(double a, double b) { return a % b; }
    public static double dneg(double a) { return -a; }

    public static long i2l(int a) { return a; }
    public static float i2f(int a) { return a; }
    public static double i2d(int a) { return a; }
    public static int l2i(long a) { return (int) a; }
    public static float l2f(long a) { return a; }
    public static double l2d(long a) { return a; }
    public static int f2i(float a) { return (int) a; }
    public static long f2l(float a) { return (long) a; }
    public static double f2d(float a) { return a; }
    public static int d2i(double a) { return (int) a; }
    public static long d2l(double a) { return (long) a; }
    public static float d2f(double a) { return (float) a; }
    public static byte i2b(int a) { return (byte) a; }
    public static char i2c(int a) { return (char) a; }
    public static short i2s(int a) { return (short) a; }
    public static int bytesOfBytes(int a) { return (byte) (short) (char) a; }
    public static int charOfByte(int a) { return (char) (byte) a; }
    public static int byteMasked(int a) { return (byte) a & 0xff; }
    public static long thereAndBack(int a) { return (int) (long) a; }
    public static int lowOfLong(long a) { return (int) (a >>> 32) ^ (int) a; }

    public static boolean ilt(int a, int b) { return a < b; }
    public static boolean igeConstant(int a) { return a >= 7; }
    public static boolean llt(long a, long b) { return a < b; }
    public static boolean leq(long a, long b) { return a == b; }
    public static boolean lne(long a, long b) { return a != b; }
    public static boolean lge(long a, long b) { return a >= b; }
    public static boolean lgt(long a, long b) { return a > b; }
    public static boolean lle(long a, long b) { return a <= b; }
    public static boolean flt(float a, float b) { return a < b; }
    public static boolean fle(float a, float b) { return a <= b; }
    public static boolean fgt(float a, float b) { return a > b; }
    public static boolean fge(float a, float b) { return a >= b; }
    public static boolean feq(float a, float b) { return a == b; }
    public static boolean fne(float a, float b) { return a != b; }
    public static boolean fnlt(float a, float b) { return !(a < b); }
    public static boolean fnge(float a, float b) { return !(a >= b); }
    public static boolean dlt(double a, double b) { return a < b; }
    public static boolean dle(double a, double b) { return a <= b; }
    public static boolean dgt(double a, double b) { return a > b; }
    public static boolean dge(double a, double b) { return a >= b; }
    public static boolean deq(double a, double b) { return a == b; }
    public static boolean dne(double a, double b) { return a != b; }
    public static boolean dngt(double a, double b) { return !(a > b); }
    public static boolean dnle(double a, double b) { return !(a <= b); }
    public static int compareChain(double a, double b) { return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2; }
    public static int compareChain(long a, long b) { return a < b ? -1 : a > b ? 1 : 0; }

    public static int addZero(int a) { return a + 0 - 0; }
    public static int mulPowers(int a) { return a * 8 + a * -1 + a * 0 + a * 1 + a * 2; }
    public static int divPowers(int a) { return a / 8 + a / 1 + a / -1 + a / 2; }
    public static int remPowers(int a) { return a % 8 + a % 1 + a % -1; }
    public static long divConstants(long a) { return a / 3 + a / -7 + a / 10 + a % 10; }
    public static int shiftOver(int a) { return (a << 33) + (a >> 35) + (a >>> 32); }
    public static int shiftTwice(int a) { return (a << 20 << 20) + (a >> 20 >> 20) + (a >>> 20 >>> 20); }
    public static long shiftTwice(long a) { return (a << 40 << 40) + (a >> 40 >> 40) + (a >>> 40 >>> 40); }
    public static int masks(int a) { return (a & 0xff & 0x0f) | (a | -1) ^ (a & 0); }
    public static int sameOperands(int a) { return (a - a) + (a ^ a) + (a & a) + (a | a); }
    public static double doubleIdentities(double a) { return a + 0.0; }
    public static double doubleMinusZero(double a) { return a - 0.0; }
    public static double doubleTimesOne(double a) { return a * 1.0; }
    public static double doubleTimesZero(double a) { return a * 0.0; }
    public static double doubleMinusItself(double a) { return a - a; }
    public static boolean doubleIsItself(double a) { return a == a; }
    public static double zeroMinus(double a) { return 0.0 - a; }
    public static float floatChain(float a) { return (a + 1f) - 1f; }
    public static int reassociate(int a) { return ((a + 5) - 7 + 2) * 3 * 5; }
    public static int subFromConstant(int a) { return 5 - (3 - a); }
    public static int negations(int a, int b) { return -(a - b) + -(-a) + (0 - b); }
    public static int compound(int a, int b) { int x = a; x += b; x <<= 1; x ^= a; x -= b++; return x + b; }
    public static int byteCompound(int a) { byte b = (byte) a; b += 100; b++; return b; }
    public static int charCompound(int a) { char c = (char) a; c--; c *= 2; return c; }
    public static int intrinsics(int a) {
        return Integer.bitCount(a) + 64 * Integer.numberOfLeadingZeros(a) + 4096 * Integer.numberOfTrailingZeros(a) + Integer.reverseBytes(a);
    }
    public static long intrinsics(long a) {
        return Long.bitCount(a) + 128L * Long.numberOfLeadingZeros(a) + 65536L * Long.numberOfTrailingZeros(a) + Long.reverseBytes(a);
    }
    public static long bits(double a, float b) { return Double.doubleToRawLongBits(a) ^ Float.floatToRawIntBits(b); }
    public static double roots(double a) { return Math.sqrt(a) + Math.abs(a); }
    public static int absolute(int a) { return Math.abs(a); }
    public static long absolute(long a) { return Math.abs(a); }
    public static float absolute(float a) { return Math.abs(a); }
    public static double absolute(double a) { return Math.abs(a); }
    public static long high(long a, long b) { return Math.multiplyHigh(a, b); }
    public static int minMax(int a, int b) { return Math.min(a, b) * 3 + Math.max(a, b); }
    public static double minMax(double a, double b) { return Math.min(a, b) + 2 * Math.max(a, b); }
    public static int constants() { return 1 + 2 * 3 - 100000 + (char) 70000 + (byte) 300; }
    public static double manyTypes(int a, long b, float c, double d) { return a + b * c - d + (int) d + (long) c; }
    public static long longLocals(long a, int b, long c, double d, long e) { long x = a; a = c; c = e; e = x; return a * 31 + c * 17 + e + b + (long) d; }
}
