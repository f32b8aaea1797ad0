package obol.aot.codegen.machine;

import obol.aot.x86.Cond;

/** What must hold of the flags after a compare: a condition, for floating (in)equality together with the parity flag. */
public record FlagTest(Cond cond, Parity parity) {
    /** ucomis sets the parity flag when an operand is NaN. */
    public enum Parity { IGNORED, AND_CLEAR, OR_SET }

    public static FlagTest of(Cond cond) {
        return new FlagTest(cond, Parity.IGNORED);
    }

    public FlagTest negate() {
        return new FlagTest(cond.negate(), switch (parity) {
            case IGNORED -> Parity.IGNORED;
            case AND_CLEAR -> Parity.OR_SET;
            case OR_SET -> Parity.AND_CLEAR;
        });
    }

    @Override public String toString() {
        return cond + switch (parity) {
            case IGNORED -> "";
            case AND_CLEAR -> "&np";
            case OR_SET -> "|p";
        };
    }
}
