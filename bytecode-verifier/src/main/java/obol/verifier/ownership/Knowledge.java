package obol.verifier.ownership;

import obol.verifier.ownership.Status.Fate;

/**
 * What is known of one linear value at one place. Immutable.
 *
 * @param type   with its arguments
 * @param parts  of a record or choice that has not ended; else {@link Parts#NONE}
 * @param born   line of the instruction that made it, 0 if unknown
 * @param end    line of what ended it, or of what took the last part; of several ends the one that gave it away
 * @param reason what ended it, as messages say it ({@code moved into P.m()}); null if nothing has
 */
record Knowledge(Status status, GenericType type, Parts parts, int born, int end, String reason) {
    /** A value as it is born or lent, whole. */
    static Knowledge fresh(Status status, GenericType type, int line, LinearTypes types) {
        String name = type.name();
        Parts parts = name != null && types.isOwner(name) ? Parts.whole(types.cases(name), types) : Parts.NONE;
        return new Knowledge(status, type, parts, line, 0, null);
    }

    /** The value has ended here on all paths, or has been given away. */
    Knowledge ended(Status how, int line, String why) {
        return new Knowledge(how, type, Parts.NONE, born, line, why);
    }

    /** As {@link #ended} on some paths, as what happened was done through another variable. */
    Knowledge perhaps(Fate fate, int line, String why) {
        return new Knowledge(status.with(fate), type, parts, born, line, why);
    }

    Knowledge withStatus(Status now) {
        return new Knowledge(now, type, now.mayBeOpen() ? parts : Parts.NONE, born, end, reason);
    }

    Knowledge withParts(Parts now) {
        return new Knowledge(status, type, now, born, end, reason);
    }

    Knowledge withType(GenericType now, LinearTypes types) {
        return fresh(status, now, born, types).endedAt(end, reason);
    }

    private Knowledge endedAt(int line, String why) {
        return new Knowledge(status, type, parts, born, line, why);
    }

    Knowledge taken(String record, String component, int line) {
        return new Knowledge(status, type, parts.taken(record, component), born, line, component + "()");
    }

    /** Whether somebody here still has to end it. A type that is unknown to the end was never more than a place in a Slot. */
    boolean owes() {
        return status.owes() && !type.isUnknown() && (parts.isNone() || parts.owes());
    }

    /** What holds on both of two ways; lines and reasons are for messages, that of this one first. */
    Knowledge join(Knowledge other, GenericType joinedType) {
        boolean otherTells = reason == null || other.reason != null && other.status.has(Fate.GIVEN) && !status.has(Fate.GIVEN);
        return new Knowledge(status.join(other.status), joinedType, parts.join(other.parts), Math.min(born, other.born),
                otherTells ? other.end : end, otherTells ? other.reason : reason);
    }

    /** Whether the same holds, whatever messages would say. */
    boolean isSameAs(Knowledge other) {
        return status == other.status && type.resolved() == other.type.resolved() && parts.equals(other.parts);
    }
}
