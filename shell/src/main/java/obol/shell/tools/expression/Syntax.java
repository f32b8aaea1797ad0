package obol.shell.tools.expression;

import java.util.ArrayList;
import java.util.List;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.tools.expression.Tree.Place;

/**
 * Reads a regular expression. As in GNU's grep, {@code \+ \? \|} are operators of basic expressions too, as are {@code \w \W \s \S \b \B \< \>}
 * and back-references of both kinds; an interval that is none is text in an extended expression.
 */
final class Syntax {
    /** RE_DUP_MAX of GNU's C library. */
    private static final int MOST_REPETITIONS = 32767;
    /** Groups in one another: as deep as the parser calls itself. */
    private static final int DEEPEST = 200;

    private final String source;
    private final boolean extended;
    private final boolean anyCase;
    private int at;
    private int groups;
    private int depth;
    /** Numbers of the groups that have ended: a back-reference names one of these. */
    private final List<Integer> ended = new ArrayList<>();
    private boolean references;

    Syntax(String source, boolean extended, boolean anyCase) {
        this.source = source;
        this.extended = extended;
        this.anyCase = anyCase;
    }

    /** How many there are, after {@link #parse}. */
    int groups() {
        return groups;
    }

    /** Whether there are back-references, after {@link #parse}. */
    boolean hasReferences() {
        return references;
    }

    Tree parse() throws UsageException {
        Tree all = alternatives();
        if (at < source.length()) throw new UsageException(source + ": parenthesis without its beginning");
        return all;
    }

    /** Whether an operator follows that basic expressions write with a backslash. */
    private boolean follows(char operator) {
        return extended ? source.startsWith(Character.toString(operator), at) : source.startsWith("\\" + operator, at);
    }

    private void pass() {
        at += extended ? 1 : 2;
    }

    /** A parenthesis that closes nothing is text in an extended expression. */
    private boolean closes() {
        return follows(')') && (depth > 0 || !extended);
    }

    private Tree alternatives() throws UsageException {
        List<Tree> branches = new ArrayList<>();
        List<Integer> before = List.copyOf(ended);
        branches.add(branch());
        while (follows('|')) {
            pass();
            // A branch names no group of another one.
            List<Integer> others = List.copyOf(ended);
            ended.retainAll(before);
            branches.add(branch());
            ended.addAll(others);
        }
        return branches.size() == 1 ? branches.get(0) : new Tree.Either(branches);
    }

    private Tree branch() throws UsageException {
        List<Tree> parts = new ArrayList<>();
        if (extended) repeated(new Tree.Sequence(List.of())); // repetitions of nothing mean nothing
        boolean begins = true; // where * is text and ^ an anchor
        while (at < source.length() && !follows('|') && !closes()) {
            boolean anchor = source.charAt(at) == '^' && (extended || begins);
            Tree part = anchor ? anchor() : atom();
            parts.add(anchor && !extended ? part : repeated(part));
            begins = anchor;
        }
        return parts.size() == 1 ? parts.get(0) : new Tree.Sequence(parts);
    }

    private Tree anchor() {
        at++;
        return new Tree.At(Place.LINE_BEGIN);
    }

    private Tree atom() throws UsageException {
        if (follows('(')) return group();
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        switch (c) {
            case '[': return new Tree.One(brackets());
            case '.': return new Tree.One(CharacterSet.all());
            case '\\': return escaped();
            case '$':
                if (extended || at == source.length() || follows('|') || closes()) return new Tree.At(Place.LINE_END);
                break;
            default:
        }
        return one(c);
    }

    private Tree one(int c) {
        return new Tree.One(CharacterSet.of(c, anyCase));
    }

    private Tree group() throws UsageException {
        pass();
        if (++depth > DEEPEST) throw new UsageException(source + ": too many parentheses in one another");
        int number = ++groups;
        Tree inside = alternatives();
        if (!follows(')')) throw new UsageException(source + ": parenthesis without its end");
        pass();
        depth--;
        ended.add(number);
        return new Tree.Group(number, inside);
    }

    private Tree escaped() throws UsageException {
        if (at == source.length()) throw new UsageException(source + ": ends with a backslash");
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        if (c >= '1' && c <= '9') {
            if (!ended.contains(c - '0')) throw new UsageException(source + ": no group " + (c - '0') + " before \\" + (c - '0'));
            references = true;
            return new Tree.Reference(c - '0');
        }
        return switch (c) {
            case 'w' -> new Tree.One(CharacterSet.words());
            case 'W' -> new Tree.One(CharacterSet.words().negate());
            case 's' -> new Tree.One(CharacterSet.spaces());
            case 'S' -> new Tree.One(CharacterSet.spaces().negate());
            case '<' -> new Tree.At(Place.WORD_BEGIN);
            case '>' -> new Tree.At(Place.WORD_END);
            case 'b' -> new Tree.At(Place.WORD_EDGE);
            case 'B' -> new Tree.At(Place.NO_WORD_EDGE);
            case '`' -> new Tree.At(Place.LINE_BEGIN);
            case '\'' -> new Tree.At(Place.LINE_END);
            default -> one(c);
        };
    }

    /** An atom with the repetitions behind it, any number of them. */
    private Tree repeated(Tree atom) throws UsageException {
        Tree part = atom;
        for (int count = 0; at < source.length(); count++) {
            if (count > DEEPEST) throw new UsageException(source + ": too many repetitions of one another");
            if (source.charAt(at) == '*') {
                at++;
                part = new Tree.Repeat(part, 0, Tree.UNBOUNDED);
            } else if (follows('+')) {
                pass();
                part = new Tree.Repeat(part, 1, Tree.UNBOUNDED);
            } else if (follows('?')) {
                pass();
                part = new Tree.Repeat(part, 0, 1);
            } else if (follows('{')) {
                Tree interval = interval(part);
                if (interval == null) return part;
                part = interval;
            } else {
                return part;
            }
        }
        return part;
    }

    /** Null if it is text. */
    private Tree interval(Tree part) throws UsageException {
        String close = extended ? "}" : "\\}";
        int from = at + (extended ? 1 : 2);
        int end = source.indexOf(close, from);
        String bounds = end < 0 ? "" : source.substring(from, end);
        int comma = bounds.indexOf(',');
        int least = number(comma < 0 ? bounds : bounds.substring(0, comma), comma < 0 ? -1 : 0);
        int most = comma < 0 ? least : number(bounds.substring(comma + 1), Integer.MAX_VALUE);
        if (least < 0 || most < 0) {
            if (extended) return null;
            throw new UsageException(source + ": not an interval");
        }
        boolean unbounded = most == Integer.MAX_VALUE;
        if (least > MOST_REPETITIONS || !unbounded && (most > MOST_REPETITIONS || least > most)) throw new UsageException(source + ": not an interval");
        at = end + close.length();
        return new Tree.Repeat(part, least, unbounded ? Tree.UNBOUNDED : most);
    }

    /** A number; -1 if it is none. */
    private static int number(String text, int empty) {
        if (text.isEmpty()) return empty;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = Math.min(number * 10 + c - '0', MOST_REPETITIONS + 1);
        }
        return number;
    }

    private CharacterSet brackets() throws UsageException {
        CharacterSet set = new CharacterSet(anyCase);
        boolean negated = source.startsWith("^", at);
        if (negated) at++;
        for (boolean first = true; first || !source.startsWith("]", at); first = false) {
            if (source.startsWith("[:", at)) {
                String name = enclosed(":]");
                if (!set.addClass(name)) throw new UsageException(source + ": unknown class of characters");
                continue;
            }
            int from = bracketed();
            boolean range = source.startsWith("-", at) && !source.startsWith("-]", at);
            if (range) at++;
            int to = range ? bracketed() : from;
            if (to < from) throw new UsageException(source + ": a range that ends before it begins");
            set.range(from, to);
        }
        at++;
        return negated ? set.negate() : set;
    }

    /** A character, by itself or as a collating element or class of equivalence. */
    private int bracketed() throws UsageException {
        if (at >= source.length()) throw new UsageException(source + ": [ without its ]");
        if (source.startsWith("[.", at) || source.startsWith("[=", at)) {
            String name = enclosed(source.charAt(at + 1) + "]");
            if (name.codePointCount(0, name.length()) != 1) throw new UsageException(source + ": unknown collating element");
            return name.codePointAt(0);
        }
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** What stands between two characters, of which the first ones are next, and others. */
    private String enclosed(String close) throws UsageException {
        int end = source.indexOf(close, at + 2);
        if (end < 0) throw new UsageException(source + ": [ without its ]");
        String name = source.substring(at + 2, end);
        at = end + 2;
        return name;
    }
}
