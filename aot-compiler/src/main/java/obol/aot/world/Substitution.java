package obol.aot.world;

/**
 * One member or class of the class library that the nucleus replaces or adds to.
 *
 * @param member {@code java/lang/Class.isArray()Z}, a field {@code java/lang/Class.hub:I}, or a class name
 * @param reason why, in the words of the annotation; empty for injected fields
 */
public record Substitution(String member, Kind kind, String reason) implements Comparable<Substitution> {
    public enum Kind {
        /** The method has another body. */
        METHOD,
        /** The method returns a constant. */
        CONSTANT,
        /** The method throws UnsupportedOperationException. */
        UNSUPPORTED,
        /** All methods of the class, or of those whose names begin so, throw UnsupportedOperationException. */
        UNSUPPORTED_CLASSES,
        /** The field is added. */
        FIELD,
        /** The method is added: called by substituted ones. */
        ADDED,
        /** The whole class. */
        CLASS
    }

    @Override public int compareTo(Substitution other) {
        return member.compareTo(other.member);
    }

    @Override public String toString() {
        return kind + " " + member + (reason.isEmpty() ? "" : " # " + reason);
    }
}
