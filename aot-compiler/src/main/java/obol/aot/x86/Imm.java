package obol.aot.x86;

/**
 * An immediate: a number, or the address of {@code symbol} plus {@code value}, which becomes a relocation.
 * A number fits a field of n bits when it is in [-2^(n-1), 2^n), so 0xFF and -1 are the same byte.
 */
public record Imm(long value, Object symbol) implements Operand {

    public static Imm of(long value) {
        return new Imm(value, null);
    }

    public static Imm address(Object symbol) {
        return new Imm(0, symbol);
    }
}
