package library;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

final class Numbers {
    private Numbers() {}

    static void run() {
        for (String s : new String[] {"0", "-0", "1.5", "1e-45", "3.4028235e38", "0.1", "123456789.123456789", "4.9e-324", "1.7976931348623157E308", "NaN", "-Infinity", "0x1.8p3", "0x1.fffffffffffff8p0", "1e400", "  7f "}) {
            double d = Double.parseDouble(s);
            System.out.println(s + " " + d + " " + (float) d + " " + (long) d + " " + (int) d + " " + Double.toHexString(d) + " " + Long.toHexString(Double.doubleToLongBits(d)));
        }
        System.out.println(Integer.parseInt("-7f", 16) + " " + Integer.toString(255, 36) + Integer.toBinaryString(-8) + Long.toUnsignedString(-1) + Integer.parseUnsignedInt("4294967295") + Long.parseLong("-9223372036854775808") + Integer.reverse(1) + Integer.highestOneBit(100) + Long.numberOfTrailingZeros(64) + Integer.rotateLeft(0x80000001, 4));
        System.out.println(Math.floorMod(-7, 3) + " " + Math.floorDiv(-7, 3) + -7 % 3 + -7 / 3 + Math.round(-2.5) + Math.rint(2.5) + Math.ceil(-0.5) + Math.signum(-3.0) + Math.cbrt(27) + Math.hypot(3, 4) + Math.pow(2, 0.5) + Math.sqrt(2) + Math.abs(Integer.MIN_VALUE) + Math.ulp(1.0) + Math.fma(2, 3, 4) + Math.scalb(1.0, -1074) + Math.nextUp(1f) + Math.toDegrees(Math.PI) + Math.IEEEremainder(5, 3));
        System.out.println(StrictMath.sin(1) + " " + StrictMath.cos(1e22) + " " + StrictMath.tan(-2) + " " + StrictMath.log(10) + " " + StrictMath.exp(1) + " " + StrictMath.atan2(-1, -2) + " " + StrictMath.sinh(2) + " " + StrictMath.log10(12345) + " " + StrictMath.expm1(1e-5) + " " + StrictMath.asin(0.3));
        for (int shift : new int[] {0, 1, 31, 32, 33, -1}) {
            System.out.print((1 << shift) + " " + (-1 >>> shift) + " " + (-1L >> shift) + " " + (1L << shift) + ";");
        }
        System.out.println();
        try {
            Math.addExact(Integer.MAX_VALUE, 1);
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        try {
            Integer.parseInt("12x");
        } catch (NumberFormatException e) {
            System.out.println(e.getMessage());
        }
        try {
            System.out.println(1 / (args(0) - 0));
        } catch (ArithmeticException e) {
            System.out.println(e.getMessage());
        }
        System.out.println((char) 65.7 + " " + (byte) 300 + (short) -40000 + (int) Float.NaN + (long) 1e30 + (int) -1e30f + (5 & 3 | 8 ^ 2) + (~7) + 'a' + 1 + (char) ('a' + 1));
        BigInteger big = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);
        System.out.println(big + " " + big.bitLength() + big.isProbablePrime(20) + big.mod(BigInteger.valueOf(1_000_007)) + " " + big.modPow(BigInteger.TEN, BigInteger.valueOf(97)) + big.toString(36) + " " + big.sqrt() + big.gcd(BigInteger.valueOf(21)));
        BigInteger huge = new BigInteger("123456789").pow(200);
        System.out.println(huge.multiply(huge).subtract(BigInteger.ONE).divide(huge).equals(huge.subtract(BigInteger.ONE)) + " " + huge.hashCode() + " " + huge.negate().shiftRight(700) + " " + huge.toByteArray().length + huge.and(big).bitCount());
        BigDecimal d = new BigDecimal("1234567.891");
        System.out.println(d.divide(new BigDecimal("7"), 20, RoundingMode.HALF_UP) + " " + d.setScale(1, RoundingMode.DOWN) + d.negate().round(new MathContext(3)) + " " + d.multiply(d) + " " + d.stripTrailingZeros().toEngineeringString() + new BigDecimal(0.1) + " " + new BigDecimal("1E+3").toPlainString() + new BigDecimal("2").sqrt(MathContext.DECIMAL128) + d.remainder(BigDecimal.TEN) + d.compareTo(new BigDecimal("1234567.8910")));
        System.out.println(Double.compare(0.0, -0.0) + " " + (0.0 == -0.0) + Double.valueOf(Double.NaN).equals(Double.NaN) + Float.compare(1f, 2f) + Double.MIN_VALUE / 2 + 1.0 / 0 + -1 % 0.3 + 5.5 % -2.5 + (float) 0.1 + 1e7 + 1e-3 + 123456.7f + 1.0E10f + 100.0);
    }

    private static int args(int x) {
        return x;
    }
}
