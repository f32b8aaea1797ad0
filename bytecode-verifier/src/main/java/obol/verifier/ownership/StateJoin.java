package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.verifier.ownership.Status.Fate;
import obol.verifier.ownership.Value.Kind;

/**
 * What holds where two paths meet. Two slots hold the same object afterwards if they did on both paths: a value of the result is a pair,
 * one value of each side (or null, or an ordinary object, where the other side has the value). A value of one side in several pairs has
 * been split: of those that would count as open and usable at most one may go on so, the others are stale; if there are two, both are
 * aliased.
 *
 * <p>The result is never less than the state that was there ({@code Status} only grows, pairs only split, types only lose arguments), so
 * joining ends after finitely many steps.
 */
final class StateJoin {
    private final Unifier unifier;
    private final State before;
    private final State added;
    private final State result;
    private final Map<Long, Integer> pairs = new HashMap<>();
    private final List<Long> pairOf = new ArrayList<>();
    /** For each value of a side: the values of the result it became. */
    private final Map<Integer, TreeSet<Integer>> splitBefore = new TreeMap<>();
    private final Map<Integer, TreeSet<Integer>> splitAdded = new TreeMap<>();

    private StateJoin(State before, State added, Unifier unifier) {
        this.before = before;
        this.added = added;
        this.unifier = unifier;
        result = added.blank();
    }

    /** The join, or {@code before} itself if {@code added} tells nothing new. Both have the same shape. */
    static State join(State before, State added, Unifier unifier) {
        return new StateJoin(before, added, unifier).run();
    }

    /** The state with numbers as they have to be where a block begins: that of the first slot that holds the value. */
    static State canonical(State state) {
        State canonical = state.blank();
        Map<Integer, Integer> names = new TreeMap<>();
        for (int i = 0; i < state.size(); i++) {
            Value value = state.slot(i);
            if (value.isLinear()) {
                int id = names.computeIfAbsent(value.id(), key -> names.size());
                if (canonical.known(id) == null) {
                    canonical.know(id, state.known(value.id()));
                }
                canonical.setSlot(i, Value.linear(id));
            } else {
                canonical.setSlot(i, value);
            }
        }
        for (int i = 0; i < state.size(); i++) {
            Value value = state.slot(i);
            if (value.kind() == Kind.TEST) {
                Integer id = names.get(value.id());
                canonical.setSlot(i, id == null ? Value.NONE : Value.test(id, value.tested()));
            }
        }
        return canonical;
    }

    private State run() {
        for (int i = 0; i < added.size(); i++) {
            result.setSlot(i, joinSlot(before.slot(i), added.slot(i)));
        }
        for (int i = 0; i < added.size(); i++) {
            joinTest(i);
        }
        for (int id = 0; id < pairOf.size(); id++) {
            long pair = pairOf.get(id);
            joinKnowledge(id, (int) (pair >> 32), (int) pair);
        }
        splitBefore.forEach((id, parts) -> resolveSplit(before.known(id), parts, true));
        splitAdded.forEach((id, parts) -> resolveSplit(added.known(id), parts, false));
        return isSame() ? before : result;
    }

    private Value joinSlot(Value a, Value b) {
        if (a.isLinear() || b.isLinear()) {
            if (!isLinearOrAbsent(a) || !isLinearOrAbsent(b)) {
                return Value.NONE;
            }
            int idA = a.isLinear() ? a.id() : -1;
            int idB = b.isLinear() ? b.id() : -1;
            int id = pairs.computeIfAbsent(pair(idA, idB), key -> {
                pairOf.add(key);
                return pairOf.size() - 1;
            });
            if (idA >= 0) {
                splitBefore.computeIfAbsent(idA, key -> new TreeSet<>()).add(id);
            }
            if (idB >= 0) {
                splitAdded.computeIfAbsent(idB, key -> new TreeSet<>()).add(id);
            }
            return Value.linear(id);
        }
        if (a.kind() == Kind.TEST || b.kind() == Kind.TEST) {
            return Value.NONE;
        }
        if (a.kind() == b.kind() && a.kind() == Kind.REFERENCE) {
            return joinReferences(a, b);
        }
        if (a.equals(b)) {
            return a;
        }
        if (a.kind() == Kind.NONE || b.kind() == Kind.NONE || a.kind() == Kind.NEW || b.kind() == Kind.NEW) {
            return Value.NONE;
        }
        return a.isNull() ? b : b.isNull() ? a : Value.REFERENCE;
    }

    private static long pair(int idA, int idB) {
        return (long) idA << 32 | idB & 0xffff_ffffL;
    }

    private static boolean isLinearOrAbsent(Value value) {
        return value.isObject() || value.isNull();
    }

    private Value joinReferences(Value a, Value b) {
        if (a.type() == null || b.type() == null || a.type().resolved() == b.type().resolved()) {
            return a.type() == null ? a : b.type() == null ? b : a;
        }
        if (!a.type().isUnknown() && !b.type().isUnknown() && !a.type().name().equals(b.type().name())) {
            return Value.REFERENCE;
        }
        GenericType joined = unifier.join(a.type(), b.type());
        return joined == a.type().resolved() ? a : Value.reference(joined);
    }

    /** A test means the same on both paths if it asks the same of values that became one. */
    private void joinTest(int index) {
        Value a = before.slot(index);
        Value b = added.slot(index);
        if (a.kind() == Kind.TEST && b.kind() == Kind.TEST && a.tested().equals(b.tested())) {
            Integer id = pairs.get(pair(a.id(), b.id()));
            if (id != null) {
                result.setSlot(index, Value.test(id, a.tested()));
            }
        }
    }

    private void joinKnowledge(int id, int idA, int idB) {
        Knowledge a = idA < 0 ? null : before.known(idA);
        Knowledge b = idB < 0 ? null : added.known(idB);
        result.know(id, a == null ? b : b == null ? a : a.join(b, unifier.join(a.type(), b.type())));
    }

    /** One object, open on its side, is now named by several values of the result. */
    private void resolveSplit(Knowledge whole, TreeSet<Integer> parts, boolean wasBefore) {
        if (parts.size() < 2 || !whole.status().has(Fate.OPEN)) {
            return;
        }
        int usable = 0;
        for (int id : parts) {
            usable += result.known(id).status().isOnly(Fate.OPEN) ? 1 : 0;
        }
        for (int id : parts) {
            Knowledge part = result.known(id);
            if (usable > 1 && part.status().isOnly(Fate.OPEN)) {
                result.know(id, part.withStatus(Status.of(Fate.ALIASED)));
            } else if (usable == 1 && !part.status().isOnly(Fate.OPEN)) {
                // Open only as the object that another variable owns now, unless on the other path it is open by itself.
                Status now = openOnOtherSide(id, wasBefore) ? part.status() : part.status().without(Fate.OPEN);
                result.know(id, part.withStatus(now.with(Fate.STALE)));
            }
        }
    }

    private boolean openOnOtherSide(int id, boolean wasBefore) {
        long pair = pairOf.get(id);
        int other = wasBefore ? (int) pair : (int) (pair >> 32);
        Knowledge known = other < 0 ? null : wasBefore ? added.known(other) : before.known(other);
        return known != null && known.status().has(Fate.OPEN);
    }

    private boolean isSame() {
        for (int i = 0; i < result.size(); i++) {
            Value a = before.slot(i);
            Value b = result.slot(i);
            if (a.kind() != b.kind() || a.id() != b.id() || a.type() != b.type() && !isSameType(a, b)) {
                return false;
            }
        }
        if (before.knownCount() != result.knownCount()) {
            return false;
        }
        for (int id : result.ids()) {
            Knowledge known = before.known(id);
            if (known == null || !known.isSameAs(result.known(id))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameType(Value a, Value b) {
        return a.type() != null && b.type() != null && a.type().resolved() == b.type().resolved();
    }
}
