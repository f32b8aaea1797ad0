package obol.verifier.ownership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of one method, and the comparison of types wherever a value changes hands. A cell belongs to the instruction that needs it,
 * not to a path: what one use of a container tells holds for all.
 */
final class Unifier {
    private final LinearTypes types;
    private final Map<String, GenericType> cells = new HashMap<>();
    private int bindings;

    Unifier(LinearTypes types) {
        this.types = types;
    }

    /** The cell of a type variable at an instruction. */
    GenericType cell(int bci, String variable) {
        return cells.computeIfAbsent(bci + variable, key -> GenericType.cell());
    }

    /** How many cells have been bound: while it grows, what was worked out before may be wrong. */
    int bindings() {
        return bindings;
    }

    private void bind(GenericType cell, GenericType to) {
        if (cell.resolved() != to.resolved()) {
            cell.bind(to);
            bindings++;
        }
    }

    /** How two types fit, a value of one where the other is expected. */
    enum Fit {
        RIGHT,
        /** A linear value where none is expected: its owner would be unknown. */
        UNOWNED,
        /** One carries linear values, the other does not, or they are different things. */
        OTHER
    }

    /** Binds cells as needed. */
    Fit fit(GenericType wanted, GenericType given) {
        GenericType want = wanted.resolved();
        GenericType have = given.resolved();
        if (want == have) {
            return Fit.RIGHT;
        }
        if (want.isUnknown()) {
            bind(want, have);
            return Fit.RIGHT;
        }
        if (have.isUnknown()) {
            bind(have, want);
            return Fit.RIGHT;
        }
        if (types.isLinear(have) && !types.isLinear(want)) {
            return Fit.UNOWNED;
        }
        if (types.isOwner(want.name()) && types.isOwner(have.name()) && !types.cases(want.name()).containsAll(types.cases(have.name()))) {
            return Fit.OTHER;
        }
        return argumentsFit(want, have) ? Fit.RIGHT : Fit.OTHER;
    }

    /** Whether the arguments of the system's own generic types carry the same kind of thing; an absent list fits none. */
    private boolean argumentsFit(GenericType want, GenericType have) {
        if (!want.name().equals(have.name()) || !want.name().startsWith(LinearTypes.API)) {
            return true;
        }
        List<GenericType> a = want.arguments();
        List<GenericType> b = have.arguments();
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether two arguments are both data, or both the same kind of linear value. */
    private boolean same(GenericType a, GenericType b) {
        if (a.isUnknown() || b.isUnknown()) {
            return fit(a, b) == Fit.RIGHT;
        }
        if (!types.isLinear(a) || !types.isLinear(b)) {
            return types.isLinear(a) == types.isLinear(b);
        }
        boolean contracts = types.isContract(a.name()) && types.isContract(b.name());
        return contracts || a.name().equals(b.name()) && argumentsFit(a, b);
    }

    /**
     * The type of a value that is one of two: the first, if they carry the same; else without arguments, which nobody can take anything
     * out of.
     */
    GenericType join(GenericType first, GenericType second) {
        GenericType a = first.resolved();
        GenericType b = second.resolved();
        if (a == b) {
            return a;
        }
        if (a.isUnknown() || b.isUnknown()) {
            fit(a, b);
            return a.resolved();
        }
        if (!a.name().equals(b.name()) || argumentsFit(a, b)) {
            return a;
        }
        return a.arguments().isEmpty() ? a : GenericType.of(a.name());
    }
}
