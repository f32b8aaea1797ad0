package obol.aot.codegen.machine;

/** A number that fits the instruction's 32-bit field, sign-extended; or, with {@code symbol}, that symbol's address or number. */
public record Immediate(long value, Object symbol) implements Source {
    public static Immediate of(long value) {
        return new Immediate(value, null);
    }

    public static boolean fits(long value) {
        return value == (int) value;
    }
}
