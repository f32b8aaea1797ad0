package obol.channels.kernel;

/** A fingerprint of 32 hexadecimal digits as two numbers. */
final class Fingerprint {
    private static final int DIGITS = 16;

    private Fingerprint() {
    }

    static long high(String text) {
        return Long.parseUnsignedLong(text.substring(0, DIGITS), 16);
    }

    static long low(String text) {
        return Long.parseUnsignedLong(text.substring(DIGITS), 16);
    }

    static String text(long high, long low) {
        return digits(high) + digits(low);
    }

    private static String digits(long half) {
        char[] digits = new char[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            digits[i] = Character.forDigit((int) (half >>> 4 * (DIGITS - 1 - i)) & 15, 16);
        }
        return new String(digits);
    }
}
