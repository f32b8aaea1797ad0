package obol.channels.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of the syntax of {@code java.util.regex.Pattern} that denotes regular languages: characters, escapes, classes, groups,
 * alternatives, greedy and reluctant quantifiers (the same for a match as a whole). What else that syntax has is refused by name:
 * back references, look-around, possessive quantifiers, boundaries, intersections. Recursive descent; groups nest at most 100 deep.
 */
final class RegexParser {
    private static final int DEEPEST = 100;
    private static final int MOST_REPEATS = 1000;
    private static final CharacterSet.Span LOWER = new CharacterSet.Span('a', 'z');
    private static final CharacterSet.Span UPPER = new CharacterSet.Span('A', 'Z');
    private static final CharacterSet.Span DIGIT = new CharacterSet.Span('0', '9');
    private static final CharacterSet SPACE = CharacterSet.of(new CharacterSet.Span('\t', '\r'), new CharacterSet.Span(' ', ' '));
    private static final CharacterSet WORD = CharacterSet.of(LOWER, UPPER, DIGIT, new CharacterSet.Span('_', '_'));
    private static final CharacterSet PUNCTUATION = CharacterSet.of(new CharacterSet.Span('!', '/'), new CharacterSet.Span(':', '@'),
            new CharacterSet.Span('[', '`'), new CharacterSet.Span('{', '~'));
    private static final CharacterSet LINE_ENDS = CharacterSet.of(new CharacterSet.Span('\n', '\n'), new CharacterSet.Span('\r', '\r'),
            new CharacterSet.Span(0x85, 0x85), new CharacterSet.Span(0x2028, 0x2029));
    private static final int LETTERS = 1 << Character.UPPERCASE_LETTER | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER | 1 << Character.MODIFIER_LETTER | 1 << Character.OTHER_LETTER;
    private static final int NUMBERS = 1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;
    private static final Map<String, CharacterSet> PROPERTIES = Map.ofEntries(
            Map.entry("Lower", CharacterSet.of(LOWER)), Map.entry("Upper", CharacterSet.of(UPPER)),
            Map.entry("Alpha", CharacterSet.of(LOWER, UPPER)), Map.entry("Digit", CharacterSet.of(DIGIT)),
            Map.entry("Alnum", CharacterSet.of(LOWER, UPPER, DIGIT)), Map.entry("Punct", PUNCTUATION),
            Map.entry("L", CharacterSet.of(new CharacterSet.Category(LETTERS))),
            Map.entry("Lu", CharacterSet.of(new CharacterSet.Category(1 << Character.UPPERCASE_LETTER))),
            Map.entry("Ll", CharacterSet.of(new CharacterSet.Category(1 << Character.LOWERCASE_LETTER))),
            Map.entry("N", CharacterSet.of(new CharacterSet.Category(NUMBERS))),
            Map.entry("Nd", CharacterSet.of(new CharacterSet.Category(1 << Character.DECIMAL_DIGIT_NUMBER))));

    private final String text;
    private final boolean ignoreCase;
    private final boolean dotAll;
    private int at;
    private int depth;

    RegexParser(String text, boolean ignoreCase, boolean dotAll) {
        this.text = text;
        this.ignoreCase = ignoreCase;
        this.dotAll = dotAll;
    }

    RegexNode parse() {
        RegexNode node = choice();
        if (at < text.length()) {
            throw wrong("a ) without its (");
        }
        return node;
    }

    private RegexNode choice() {
        if (++depth > DEEPEST) {
            throw wrong("groups nested more than " + DEEPEST + " deep");
        }
        List<RegexNode> parts = new ArrayList<>();
        do {
            parts.add(sequence());
        } while (taken('|'));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Choice(parts);
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        if (depth == 1) {
            taken('^');
        }
        while (at < text.length() && peek() != '|' && peek() != ')') {
            if (depth == 1 && peek() == '$' && (at + 1 == text.length() || text.charAt(at + 1) == '|')) {
                at++;
                continue;
            }
            parts.add(quantified(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Sequence(parts);
    }

    private RegexNode atom() {
        char c = text.charAt(at);
        switch (c) {
            case '(':
                return group();
            case '[':
                at++;
                return new RegexNode.One(brackets());
            case '.':
                at++;
                return new RegexNode.One(dotAll ? CharacterSet.of().complement() : LINE_ENDS.complement());
            case '\\':
                at++;
                return new RegexNode.One(escape());
            case '^', '$':
                throw wrong("a boundary (" + c + ") inside");
            case '*', '+', '?', '{':
                throw wrong("a quantifier (" + c + ") behind nothing");
            default:
                return new RegexNode.One(single(point()));
        }
    }

    private RegexNode group() {
        at++;
        if (taken('?')) {
            if (taken('<') && at < text.length() && peek() != '=' && peek() != '!') {
                int end = text.indexOf('>', at);
                if (end < 0) {
                    throw wrong("a group's name without its end");
                }
                at = end + 1;
            } else if (!taken(':')) {
                throw wrong("look-around, a flag or an independent group (?");
            }
        }
        RegexNode inside = choice();
        if (!taken(')')) {
            throw wrong("a ( without its )");
        }
        return inside;
    }

    private RegexNode quantified(RegexNode atom) {
        int least;
        int most;
        if (taken('*')) {
            least = 0;
            most = -1;
        } else if (taken('+')) {
            least = 1;
            most = -1;
        } else if (taken('?')) {
            least = 0;
            most = 1;
        } else if (taken('{')) {
            least = number();
            most = !taken(',') ? least : peek() == '}' ? -1 : number();
            if (!taken('}') || most >= 0 && most < least) {
                throw wrong("a quantifier that is not {n}, {n,} or {n,m}");
            }
        } else {
            return atom;
        }
        if (taken('+')) {
            throw wrong("a possessive quantifier");
        }
        taken('?'); // reluctant: the same for a match as a whole
        if (at < text.length() && "*+?{".indexOf(peek()) >= 0) {
            throw wrong("a quantifier behind a quantifier");
        }
        return new RegexNode.Repeat(atom, least, most);
    }

    private int number() {
        int from = at;
        while (at < text.length() && Character.isDigit(peek())) {
            at++;
        }
        if (at == from || at - from > 4 || Integer.parseInt(text.substring(from, at)) > MOST_REPEATS) {
            throw wrong("a number from 0 to " + MOST_REPEATS + " is missing");
        }
        return Integer.parseInt(text.substring(from, at));
    }

    /** Behind {@code [}. */
    private CharacterSet brackets() {
        boolean negated = taken('^');
        List<CharacterSet.Part> parts = new ArrayList<>();
        while (peek() != ']' || parts.isEmpty()) {
            if (peek() == '[' || text.startsWith("&&", at)) {
                throw wrong("a class within a class, or an intersection");
            }
            CharacterSet first = member();
            if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                CharacterSet last = member();
                parts.add(span(spanOf(first).from(), spanOf(last).to()));
            } else {
                parts.add(new CharacterSet.Nested(first));
            }
        }
        at++;
        return new CharacterSet(negated, parts);
    }

    private CharacterSet member() {
        return taken('\\') ? escape() : single(point());
    }

    private CharacterSet.Span spanOf(CharacterSet set) {
        CharacterSet.Part part = set.negated() || set.parts().size() != 1 ? null : set.parts().get(0);
        part = part instanceof CharacterSet.Caseless caseless ? caseless.span() : part;
        if (part instanceof CharacterSet.Span span && span.from() == span.to()) {
            return span;
        }
        throw wrong("a range whose end is no character");
    }

    private CharacterSet single(int point) {
        return CharacterSet.of(span(point, point));
    }

    private CharacterSet.Part span(int from, int to) {
        if (from > to) {
            throw wrong("a range whose end is before its start");
        }
        CharacterSet.Span span = new CharacterSet.Span(from, to);
        return ignoreCase ? new CharacterSet.Caseless(span) : span;
    }

    /** Behind a backslash. */
    private CharacterSet escape() {
        int c = point();
        switch (c) {
            case 'd':
                return CharacterSet.of(DIGIT);
            case 'D':
                return CharacterSet.of(DIGIT).complement();
            case 's':
                return SPACE;
            case 'S':
                return SPACE.complement();
            case 'w':
                return WORD;
            case 'W':
                return WORD.complement();
            case 'p':
                return property();
            case 'P':
                return property().complement();
            case 't':
                return single('\t');
            case 'n':
                return single('\n');
            case 'r':
                return single('\r');
            case 'f':
                return single('\f');
            case 'x':
                return single(hexadecimal(2));
            case 'u':
                return single(hexadecimal(4));
            default:
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw wrong("\\" + (char) c + (Character.isDigit(c) ? ", a back reference" : ""));
                }
                return single(c);
        }
    }

    private CharacterSet property() {
        int end = taken('{') ? text.indexOf('}', at) : -1;
        String name = end < 0 ? "" : text.substring(at, end);
        CharacterSet set = PROPERTIES.get(name);
        if (set == null || ignoreCase && (name.equals("Lower") || name.equals("Upper") || name.equals("Lu") || name.equals("Ll"))) {
            throw wrong("\\p{" + name + "}");
        }
        at = end + 1;
        return set;
    }

    private int hexadecimal(int digits) {
        try {
            int value = Integer.parseInt(text.substring(at, at + digits), 16);
            at += digits;
            return value;
        } catch (IndexOutOfBoundsException | NumberFormatException notThere) {
            throw wrong("not " + digits + " hexadecimal digits");
        }
    }

    private int point() {
        if (at == text.length()) {
            throw wrong("the end too early");
        }
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    private char peek() {
        if (at == text.length()) {
            throw wrong("the end too early");
        }
        return text.charAt(at);
    }

    private boolean taken(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        if (here) {
            at++;
        }
        return here;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + ", at index " + at + " of " + text);
    }
}
