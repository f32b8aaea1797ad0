package obol.verifier.ownership;

import obol.verifier.ownership.Status.Fate;

/** What is asked of a value when it is used, closed or given away, and what becomes of it; the transfers' common part. */
final class Obligations {
    private final MethodAnalysis method;
    private final LinearTypes types;

    Obligations(MethodAnalysis method) {
        this.method = method;
        types = method.types;
    }

    /** A staying use; false after a fault. */
    boolean use(State state, int id) {
        Knowledge known = state.known(id);
        Status status = known.status();
        if (status.isUsable()) {
            return true;
        }
        String name = method.name(state, id);
        if (status.has(Fate.ALIASED)) {
            method.fault(OwnershipRule.ALIASED, name + " is used here, but may be the same value as another variable");
        } else if (status.has(Fate.STALE)) {
            method.fault(OwnershipRule.STALE, name
                    + " is used here, but another variable has taken over its channel; only close() is allowed");
        } else {
            method.fault(OwnershipRule.USE_AFTER_END, name + " is used here, but " + (status.mayBeOpen() ? "on one path it " : "") + "was "
                    + ending(known));
        }
        return false;
    }

    private static String ending(Knowledge known) {
        String reason = known.reason() == null ? "ended" : known.reason();
        return known.end() > 0 ? reason + " at line " + known.end() : reason;
    }

    /** The value is given away: as an argument, a result, or by storing. */
    void give(State state, int id, String how) {
        Knowledge known = state.known(id);
        if (use(state, id)) {
            String name = method.name(state, id);
            if (known.status().has(Fate.FIELD)) {
                method.fault(OwnershipRule.FIELD_LENDS, name + " belongs to a field: it cannot be " + how);
            } else if (known.status().has(Fate.BORROWED)) {
                method.fault(OwnershipRule.BORROWED, name + " is only borrowed: it cannot be " + how);
            } else if (known.parts().mayBeTaken()) {
                method.fault(OwnershipRule.PARTLY_TAKEN, name + ": a part of it was already taken by " + ending(known));
            }
        }
        state.know(id, known.ended(Status.GIVEN, method.line(), how));
        throughOthers(state, id, known, Fate.STALE, Fate.GIVEN, how + " through another variable");
    }

    /** {@code close()}: right as often as one likes for what one owned, never for what is another's. */
    void close(State state, int id) {
        Knowledge known = state.known(id);
        Status status = known.status();
        if (status.has(Fate.GIVEN)) {
            method.fault(OwnershipRule.CLOSE_AFTER_GIVING, method.name(state, id) + " is closed here, but "
                    + (status.isOnly(Fate.GIVEN) ? "" : "on one path it ") + "was " + ending(known) + ": it has another owner");
        } else if (status.has(Fate.BORROWED)) {
            method.fault(OwnershipRule.BORROWED, method.name(state, id) + " is only borrowed: it cannot be closed");
        }
        if (status.has(Fate.STALE)) {
            throughOthers(state, id, known, Fate.OPEN, Fate.ENDED, "closed through another variable");
        }
    }

    /** What happened to one value may have happened to others that may be the same object. */
    private void throughOthers(State state, int id, Knowledge known, Fate which, Fate becomes, String why) {
        for (int other : state.ids()) {
            Knowledge theirs = state.known(other);
            if (other != id && theirs.status().has(which) && maybeSame(known.type(), theirs.type())) {
                state.know(other, theirs.perhaps(becomes, method.line(), why));
            }
        }
    }

    /** Variables of one object have related types: a cast changes the type of all of them. */
    private boolean maybeSame(GenericType a, GenericType b) {
        if (a.isUnknown() || b.isUnknown()) {
            return true;
        }
        return types.isSubtype(a.name(), b.name()) || types.isSubtype(b.name(), a.name());
    }

    /** A value has ended: what was stale has ended too, if no open value is left that it could be. */
    void settle(State state) {
        for (int stale : state.ids()) {
            Knowledge known = state.known(stale);
            if (!known.status().has(Fate.STALE)) {
                continue;
            }
            boolean hasOwner = false;
            for (int other : state.ids()) {
                Knowledge theirs = state.known(other);
                hasOwner |= other != stale && theirs.status().owes() && maybeSame(known.type(), theirs.type());
            }
            if (!hasOwner) {
                state.know(stale, known.withStatus(known.status().without(Fate.STALE).with(Fate.ENDED)));
            }
        }
    }

    /** A call that moves the channel, or await(). */
    void consume(State state, int id, String what) {
        Status status = state.known(id).status();
        if (!use(state, id)) {
            return;
        }
        if (status.has(Fate.FIELD)) {
            method.fault(OwnershipRule.FIELD_LENDS, method.name(state, id) + " belongs to a field: " + what + " would consume it");
        } else if (status.has(Fate.BORROWED)) {
            method.fault(OwnershipRule.BORROWED, method.name(state, id) + " is only borrowed: " + what + " would consume it");
        }
    }

    /** A component is to be taken out of what may be one of some records; false after a fault. */
    boolean take(State state, int id, Iterable<String> records, String component) {
        Knowledge known = state.known(id);
        if (known.status().isLent()) {
            method.fault(OwnershipRule.BORROWED, method.name(state, id) + " is only borrowed: " + component
                    + "() cannot be taken out of it");
            return false;
        }
        for (String record : records) {
            if (known.parts().mayBeTaken(record, component)) {
                method.fault(OwnershipRule.TAKEN, method.name(state, id) + ": " + component + "() was already taken"
                        + (known.end() > 0 ? " at line " + known.end() : ""));
                return false;
            }
        }
        return use(state, id);
    }

    /** Compares types where a linear value changes hands. */
    void fit(GenericType wanted, GenericType given) {
        switch (method.unifier.fit(wanted, given)) {
            case RIGHT -> { }
            case UNOWNED -> method.fault(OwnershipRule.TYPE_ARGUMENT,
                    "a " + given + " cannot go where " + wanted + " is expected: its owner would be unknown");
            case OTHER -> method.fault(OwnershipRule.TYPE_ARGUMENT, "a " + given + " is not a " + wanted);
        }
    }

    /** An ordinary reference where a type is expected: containers have to carry the same. */
    void fitReference(GenericType wanted, Value value) {
        if (value.kind() == Value.Kind.REFERENCE && value.type() != null
                && (types.isContainer(wanted.name()) || types.isContainer(value.type().name()) && wanted.isUnknown())) {
            fit(wanted, value.type());
        }
    }

    /** In the constructor of a record that owns linear values, {@code this} is not yet anybody's. */
    void checkThisStays(Value value) {
        if (value.kind() == Value.Kind.THIS && method.method.isConstructor() && types.isOwner(method.cf.name())) {
            method.fault(OwnershipRule.CONSTRUCTOR, "'this' cannot leave the constructor of a record that owns linear values");
        }
    }
}
