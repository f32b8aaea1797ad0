package obol.aot.x86;

import java.util.Locale;

/** Condition codes in encoding order. B/AE/BE/A compare unsigned, L/GE/LE/G signed; P is "unordered" after ucomis. */
public enum Cond implements Operand {
    O("O"), NO("O"), B("C"), AE("C"), E("Z"), NE("Z"), BE("CZ"), A("CZ"),
    S("S"), NS("S"), P("P"), NP("P"), L("SO"), GE("SO"), LE("SZO"), G("SZO");

    private static final Cond[] ALL = values();

    private final int reads;

    Cond(String reads) {
        this.reads = Flags.of(reads);
    }

    public static Cond of(int number) {
        return ALL[number];
    }

    /** The condition that holds exactly when this one does not. After ucomis mind P: NaN makes B, BE, E and P true. */
    public Cond negate() {
        return ALL[ordinal() ^ 1];
    }

    /** The condition with the same meaning after the operands of the compare are exchanged. */
    public Cond swapOperands() {
        return switch (this) {
            case B -> A;
            case A -> B;
            case AE -> BE;
            case BE -> AE;
            case L -> G;
            case G -> L;
            case GE -> LE;
            case LE -> GE;
            case E, NE -> this;
            default -> throw new IllegalStateException(this + " is not a relation of two operands");
        };
    }

    /** The {@link Flags} it depends on. */
    public int reads() {
        return reads;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
