package obol.shell.tools.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Characters that an element of an expression matches: ranges and classes, or all but these. */
final class CharacterSet {
    /** The classes of XBD 7.3.1, for all of Unicode. */
    private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
        Map.entry("alpha", Character::isLetter), Map.entry("digit", c -> c >= '0' && c <= '9'),
        Map.entry("alnum", Character::isLetterOrDigit), Map.entry("upper", Character::isUpperCase),
        Map.entry("lower", Character::isLowerCase), Map.entry("space", CharacterSet::isSpace),
        Map.entry("blank", c -> c == '\t' || isSpace(c) && !Character.isISOControl(c)), Map.entry("cntrl", Character::isISOControl),
        Map.entry("print", c -> c == ' ' || isGraphic(c)), Map.entry("graph", CharacterSet::isGraphic),
        Map.entry("punct", c -> isGraphic(c) && !Character.isLetterOrDigit(c)),
        Map.entry("xdigit", c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'));

    private final boolean anyCase;
    private final List<IntPredicate> parts = new ArrayList<>();
    private boolean negated;

    CharacterSet(boolean anyCase) {
        this.anyCase = anyCase;
    }

    static CharacterSet of(int character, boolean anyCase) {
        return new CharacterSet(anyCase).range(character, character);
    }

    static CharacterSet all() {
        return new CharacterSet(false).negate();
    }

    static CharacterSet words() {
        return new CharacterSet(false).add(CharacterSet::isWord);
    }

    static CharacterSet spaces() {
        return new CharacterSet(false).add(CharacterSet::isSpace);
    }

    /** Of which {@code \w} and the edges of words speak. */
    static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c > 127 && Character.isWhitespace(c);
    }

    private static boolean isGraphic(int c) {
        return Character.isDefined(c) && !Character.isISOControl(c) && !isSpace(c);
    }

    /** Adds the characters between two, both included. */
    CharacterSet range(int from, int to) {
        return add(c -> c >= from && c <= to);
    }

    /** Adds a class; false if there is none of this name. */
    boolean addClass(String name) {
        IntPredicate members = CLASSES.get(name);
        if (members != null) add(members);
        return members != null;
    }

    private CharacterSet add(IntPredicate members) {
        parts.add(members);
        return this;
    }

    CharacterSet negate() {
        negated = !negated;
        return this;
    }

    boolean has(int c) {
        return negated != (anyCase ? hasInAnyCase(c) : among(c));
    }

    private boolean hasInAnyCase(int c) {
        int upper = Character.toUpperCase(c);
        return among(c) || among(upper) || among(Character.toLowerCase(upper)) || among(Character.toLowerCase(c));
    }

    private boolean among(int c) {
        for (IntPredicate part : parts) if (part.test(c)) return true;
        return false;
    }
}
