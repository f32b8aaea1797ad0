package obol.aot.x86;

/**
 * A memory operand {@code [base + index*scale + disp]}, {@code [symbol + index*scale + disp]} or
 * {@code [rip-relative symbol + disp]}.
 *
 * <p>The canonical constructor turns an operand into the one of the same address with the shortest encoding:
 * {@code [i*1]} becomes {@code [i]}, {@code [i*2]} becomes {@code [i+i]}, and {@code [rbp+i]} becomes
 * {@code [i+rbp]}, because RBP and R13 as base need a displacement.
 *
 * @param base   or null
 * @param index  or null; never RSP, which the encoding uses for "no index"
 * @param scale  1, 2, 4 or 8; 1 when there is no index
 * @param disp   signed; without base the address is the sign-extended displacement
 * @param symbol or null; its address (a {@link Label}'s, too) is added to {@code disp}
 * @param rip    the field holds the distance from the next instruction to {@code symbol + disp}
 */
public record Mem(Gpr base, Gpr index, int scale, int disp, Object symbol, boolean rip) implements Operand {

    public Mem {
        if (scale != 1 && scale != 2 && scale != 4 && scale != 8) {
            throw new IllegalArgumentException("scale " + scale);
        }
        if (index == Gpr.RSP) {
            throw new IllegalArgumentException("rsp cannot be an index");
        }
        if (rip && (base != null || index != null || symbol == null)) {
            throw new IllegalArgumentException("a rip-relative operand has a symbol and no registers");
        }
        if (index == null) {
            scale = 1;
        } else if (base == null && scale <= 2) {
            base = index;
            index = scale == 1 ? null : index;
            scale = 1;
        } else if (scale == 1 && disp == 0 && symbol == null && needsDisplacement(base) && !needsDisplacement(index)) {
            Gpr swapped = base;
            base = index;
            index = swapped;
        }
    }

    public Mem(Gpr base, Gpr index, int scale, int disp) {
        this(base, index, scale, disp, null, false);
    }

    public Mem(Gpr base, int disp) {
        this(base, null, 1, disp, null, false);
    }

    /** A cell at a fixed address, 32 bits sign-extended. */
    public static Mem absolute(int address) {
        return new Mem(null, null, 1, address, null, false);
    }

    /** A cell at the address of {@code symbol} plus {@code disp}; the address must be below 2 GiB. */
    public static Mem absolute(Object symbol, int disp) {
        return new Mem(null, null, 1, disp, symbol, false);
    }

    /** An element of the table at {@code symbol}, whose address must be below 2 GiB. */
    public static Mem table(Object symbol, Gpr index, int scale) {
        return new Mem(null, index, scale, 0, symbol, false);
    }

    /** A cell addressed relative to the next instruction. */
    public static Mem rip(Object symbol) {
        return new Mem(null, null, 1, 0, symbol, true);
    }

    /** Only mod=0 is free of a displacement, and there the code of RBP and R13 means something else. */
    static boolean needsDisplacement(Gpr base) {
        return (base.ordinal() & 7) == Gpr.RBP.ordinal();
    }

    /** NASM's syntax, without a size keyword. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        if (rip) {
            text.append("rel ");
        }
        String separator = "";
        if (symbol != null) {
            text.append(symbol);
            separator = "+";
        }
        if (base != null) {
            text.append(separator).append(base);
            separator = "+";
        }
        if (index != null) {
            text.append(separator).append(index);
            if (scale != 1) {
                text.append('*').append(scale);
            }
            separator = "+";
        }
        if (disp != 0 || separator.isEmpty()) {
            text.append(disp < 0 ? "-" : separator).append("0x").append(Long.toHexString(Math.abs((long) disp)));
        }
        return text.append(']').toString();
    }
}
