package obol.aot.codegen.machine;

/**
 * A constant behind the method's code.
 *
 * @param high the upper eight bytes of a constant of 16 bytes; ignored otherwise
 * @param size 8, or 16 for the memory operand of a packed instruction
 */
public record PoolConstant(long bits, long high, int size) {
    public static PoolConstant of(long bits) {
        return new PoolConstant(bits, 0, 8);
    }

    public static PoolConstant packed(long bits) {
        return new PoolConstant(bits, bits, 16);
    }
}
