package obol.channels.bounds;

import java.util.List;

/** A set of code points. */
public record CharacterSet(boolean negated, List<Part> parts) {
    public CharacterSet {
        parts = List.copyOf(parts);
    }

    /** A part of a set. */
    sealed interface Part {
        boolean contains(int point);
    }

    /** From one code point to another, both included. */
    record Span(int from, int to) implements Part {
        @Override
        public boolean contains(int point) {
            return point >= from && point <= to;
        }
    }

    /** What another set has. */
    record Nested(CharacterSet set) implements Part {
        @Override
        public boolean contains(int point) {
            return set.contains(point);
        }
    }

    /** A span without regard to the case of ASCII letters. */
    record Caseless(Span span) implements Part {
        @Override
        public boolean contains(int point) {
            return span.contains(point) || point < 0x80 && (span.contains(Character.toLowerCase(point))
                    || span.contains(Character.toUpperCase(point)));
        }
    }

    /** A category of Unicode: the code points of which {@link Character#getType(int)} is a bit of {@code types}. */
    record Category(int types) implements Part {
        @Override
        public boolean contains(int point) {
            return (types >> Character.getType(point) & 1) != 0;
        }
    }

    static CharacterSet of(Part... parts) {
        return new CharacterSet(false, List.of(parts));
    }

    CharacterSet complement() {
        return new CharacterSet(!negated, parts);
    }

    /** Whether a code point is in the set. */
    public boolean contains(int point) {
        for (Part part : parts) {
            if (part.contains(point)) {
                return !negated;
            }
        }
        return negated;
    }
}
