package obol.aot.ir;

/** A comparison of two INTs, LONGs or REFs; for FLOAT and DOUBLE the ordered forms are false when an operand is NaN. */
public enum Condition {
    EQ, NE, LT, GE, GT, LE,
    /** Unsigned. */
    BELOW, ABOVE_EQUAL, ABOVE, BELOW_EQUAL,
    /** Floating: true also when an operand is NaN. */
    LT_OR_NAN, GE_OR_NAN, GT_OR_NAN, LE_OR_NAN;

    /** The condition that holds exactly when this one, on integers, does not. */
    public Condition negate() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case GE -> LT;
            case GT -> LE;
            case LE -> GT;
            case BELOW -> ABOVE_EQUAL;
            case ABOVE_EQUAL -> BELOW;
            case ABOVE -> BELOW_EQUAL;
            case BELOW_EQUAL -> ABOVE;
            default -> throw new IllegalStateException(this + " is negated by negateFloating");
        };
    }

    /** The condition on floating operands that holds exactly when this one does not; NE is true on NaN, EQ false. */
    public Condition negateFloating() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE_OR_NAN;
            case GE -> LT_OR_NAN;
            case GT -> LE_OR_NAN;
            case LE -> GT_OR_NAN;
            case LT_OR_NAN -> GE;
            case GE_OR_NAN -> LT;
            case GT_OR_NAN -> LE;
            case LE_OR_NAN -> GT;
            default -> throw new IllegalStateException(this + " on floating operands");
        };
    }

    /** The condition that holds for (b, a) exactly when this one holds for (a, b). */
    public Condition swap() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case GE -> LE;
            case GT -> LT;
            case LE -> GE;
            case BELOW -> ABOVE;
            case ABOVE_EQUAL -> BELOW_EQUAL;
            case ABOVE -> BELOW;
            case BELOW_EQUAL -> ABOVE_EQUAL;
            case LT_OR_NAN -> GT_OR_NAN;
            case GE_OR_NAN -> LE_OR_NAN;
            case GT_OR_NAN -> LT_OR_NAN;
            case LE_OR_NAN -> GE_OR_NAN;
        };
    }
}
