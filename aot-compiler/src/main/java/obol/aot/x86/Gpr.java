package obol.aot.x86;

import java.util.Locale;

/** General-purpose registers in encoding order. The high byte registers (AH..BH) are never used. */
public enum Gpr implements Operand {
    RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15;

    private static final Gpr[] ALL = values();

    public static Gpr of(int number) {
        return ALL[number];
    }

    /** NASM's name of the register at this width, such as {@code sil}, {@code r9d}. */
    public String name(Width width) {
        String name = name().toLowerCase(Locale.ROOT);
        if (ordinal() >= 8) {
            return width == Width.Q ? name : name + width.name().toLowerCase(Locale.ROOT);
        }
        String legacy = name.substring(1);
        return switch (width) {
            case Q -> name;
            case D -> "e" + legacy;
            case W -> legacy;
            case B -> ordinal() < 4 ? legacy.charAt(0) + "l" : legacy + "l";
        };
    }

    @Override
    public String toString() {
        return name(Width.Q);
    }
}
