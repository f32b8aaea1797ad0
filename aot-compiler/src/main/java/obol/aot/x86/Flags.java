package obol.aot.x86;

/** Sets of status flags as bit masks; each bit is the flag's place in RFLAGS. D is the direction flag, I the interrupt flag. */
public final class Flags {
    public static final int C = 1, P = 1 << 2, A = 1 << 4, Z = 1 << 6, S = 1 << 7, I = 1 << 9, D = 1 << 10, O = 1 << 11;
    /** The six arithmetic flags. */
    public static final int STATUS = C | P | A | Z | S | O;

    private Flags() {
    }

    /** The mask for letters such as {@code "OSZAPC"}. */
    static int of(String letters) {
        int mask = 0;
        for (int i = 0; i < letters.length(); i++) {
            mask |= switch (letters.charAt(i)) {
                case 'C' -> C;
                case 'P' -> P;
                case 'A' -> A;
                case 'Z' -> Z;
                case 'S' -> S;
                case 'I' -> I;
                case 'D' -> D;
                case 'O' -> O;
                default -> throw new IllegalArgumentException("no flag " + letters.charAt(i));
            };
        }
        return mask;
    }
}
