package obol.aot.codegen;

/** A number that fits the instruction's 32-bit field, sign-extended; or, with {@code symbol}, that symbol's address. */
record Immediate(long value, Object symbol) implements Source {
    static Immediate of(long value) {
        return new Immediate(value, null);
    }

    static boolean fits(long value) {
        return value == (int) value;
    }
}
