package obol.aot.codegen;

/**
 * A constant behind the method's code.
 *
 * @param high the upper eight bytes of a constant of 16 bytes; ignored otherwise
 * @param size 8, or 16 for the memory operand of a packed instruction
 */
record PoolConstant(long bits, long high, int size) {
    static PoolConstant of(long bits) {
        return new PoolConstant(bits, 0, 8);
    }

    static PoolConstant packed(long bits) {
        return new PoolConstant(bits, bits, 16);
    }
}
