package obol.verifier.ownership;

import java.util.EnumSet;
import java.util.Set;

/**
 * What may have become of a linear value on the paths that lead to a place: a set of {@link Fate}, one for each way. A join is the union,
 * so a status only grows, and no order of joins matters. One of the shared 128 objects.
 */
final class Status {
    /** What has become of a value on one path. */
    enum Fate {
        /** Open, and owned here. */
        OPEN,
        /** Closed, awaited, or consumed by a call that moved the channel: closing once more has no effect. */
        ENDED,
        /** Given away, as an argument or by storing: it is another's, who would be hit by closing it. */
        GIVEN,
        /** Ended, or the same object as another variable, which owns it. */
        STALE,
        /** Open, and possibly the same object as another variable, so neither may be used. */
        ALIASED,
        /** Lent by the caller. */
        BORROWED,
        /** Lent by a field. */
        FIELD
    }

    private static final Status[] ALL = new Status[1 << Fate.values().length];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new Status(i);
        }
    }

    static final Status OPEN = of(Fate.OPEN);
    static final Status ENDED = of(Fate.ENDED);
    static final Status GIVEN = of(Fate.GIVEN);
    static final Status BORROWED = of(Fate.BORROWED);
    static final Status FIELD = of(Fate.FIELD);

    private final int bits;

    private Status(int bits) {
        this.bits = bits;
    }

    static Status of(Fate fate) {
        return ALL[1 << fate.ordinal()];
    }

    boolean has(Fate fate) {
        return (bits & 1 << fate.ordinal()) != 0;
    }

    boolean hasAnyOf(Fate first, Fate second) {
        return has(first) || has(second);
    }

    /** Whether it is this on every path. */
    boolean isOnly(Fate fate) {
        return bits == 1 << fate.ordinal();
    }

    Status join(Status other) {
        return ALL[bits | other.bits];
    }

    Status with(Fate fate) {
        return ALL[bits | 1 << fate.ordinal()];
    }

    Status without(Fate fate) {
        return ALL[bits & ~(1 << fate.ordinal())];
    }

    boolean isEmpty() {
        return bits == 0;
    }

    /** Open on every path, whoever owns it: staying calls are right. */
    boolean isUsable() {
        return !isEmpty() && without(Fate.OPEN).without(Fate.BORROWED).without(Fate.FIELD).isEmpty();
    }

    /** Lent on some path. */
    boolean isLent() {
        return hasAnyOf(Fate.BORROWED, Fate.FIELD);
    }

    /** Whether on some path it is open and somebody here has to end it. */
    boolean owes() {
        return hasAnyOf(Fate.OPEN, Fate.ALIASED);
    }

    /** Whether on some path it is still the object that it was: not ended. */
    boolean mayBeOpen() {
        return owes() || isLent() || has(Fate.STALE);
    }

    /** What is left of it if on no path it is open. */
    Status ended() {
        return ALL[bits & (ENDED.bits | GIVEN.bits)];
    }

    @Override
    public String toString() {
        Set<Fate> fates = EnumSet.noneOf(Fate.class);
        for (Fate fate : Fate.values()) {
            if (has(fate)) {
                fates.add(fate);
            }
        }
        return fates.toString();
    }
}
