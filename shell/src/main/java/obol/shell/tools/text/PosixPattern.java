package obol.shell.tools.text;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import obol.shell.invocation.Invocation.UsageException;

/**
 * POSIX's regular expressions (XBD 9) in Java's syntax. Only whether a line matches is asked, so that leftmost-longest
 * and leftmost-first make no difference. As in GNU's grep, {@code \+ \? \|} are operators of basic expressions too.
 */
final class PosixPattern {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"), Map.entry("digit", "0-9"), Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"), Map.entry("lower", "\\p{Lower}"), Map.entry("space", "\\s\\x0B"),
            Map.entry("blank", " \\t"), Map.entry("punct", "\\p{Punct}"), Map.entry("print", "\\p{Print}"),
            Map.entry("graph", "\\p{Graph}"), Map.entry("cntrl", "\\p{Cntrl}"), Map.entry("xdigit", "0-9A-Fa-f"));

    private final String source;
    private final boolean extended;
    private final StringBuilder target = new StringBuilder();
    private int at;
    /** Where the groups that are open began. */
    private final ArrayDeque<Integer> groups = new ArrayDeque<>();
    /** Where the last atom begins, and whether it is repeated already. */
    private int atom;
    private boolean repeated;
    /** Where the element being translated begins, a closing parenthesis together with its group; and whether it is a repetition. */
    private int start;
    private boolean repetition;

    private PosixPattern(String source, boolean extended) {
        this.source = source;
        this.extended = extended;
    }

    /** True of a pattern that matches only itself. */
    static boolean isPlain(String pattern) {
        for (int i = 0; i < pattern.length(); i++) if ("\\.[]*^$+?(){}|".indexOf(pattern.charAt(i)) >= 0) return false;
        return true;
    }

    static Pattern compile(String pattern, boolean extended, int flags) throws UsageException {
        String translated = new PosixPattern(pattern, extended).translate();
        try {
            return Pattern.compile(translated, flags | Pattern.DOTALL | Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw new UsageException(pattern + ": not a regular expression");
        }
    }

    private String translate() throws UsageException {
        boolean begins = true; // where * is an ordinary character and ^ an anchor
        while (at < source.length()) {
            start = target.length();
            repetition = false;
            begins = element(begins);
            if (repetition) continue;
            atom = start;
            repeated = false;
        }
        if (!groups.isEmpty()) throw new UsageException(source + ": parenthesis without its end");
        return target.toString();
    }

    /** Translates a character, operator, or bracket expression. Gives whether a new branch begins behind it. */
    private boolean element(boolean begins) throws UsageException {
        char c = source.charAt(at);
        if (c == '[') {
            brackets();
            return false;
        }
        boolean escaped = c == '\\';
        if (escaped) {
            if (++at == source.length()) throw new UsageException(source + ": ends with a backslash");
            c = source.charAt(at);
        }
        at++;
        return escaped == extended || "*.^$".indexOf(c) >= 0 ? single(c, escaped, begins) : operator(c, escaped, begins);
    }

    /** A character that is no operator in this kind of expression, or one of both kinds. */
    private boolean single(char c, boolean escaped, boolean begins) {
        if (escaped && c >= '1' && c <= '9') {
            target.append("(?:\\").append(c).append(')');
        } else if (escaped) {
            switch (c) {
                case 'w' -> target.append("[\\p{Alnum}_]");
                case 'W' -> target.append("[^\\p{Alnum}_]");
                case '<' -> target.append("\\b(?=\\w)");
                case '>' -> target.append("\\b(?<=\\w)");
                case 'b', 'B' -> target.append('\\').append(c);
                default -> literal(c);
            }
        } else if (c == '.') {
            target.append('.');
        } else if (c == '*' && !begins) {
            repeat("*");
        } else if (c == '^' && (extended || begins)) {
            target.append('^');
            return true;
        } else if (c == '$' && (extended || endsBranch())) {
            target.append("\\z");
        } else if (c == '*' && extended) {
            return begins; // repeats nothing
        } else {
            literal(c);
        }
        return false;
    }

    /** {@code ( ) { | + ?}, with a backslash in a basic expression and without in an extended one. */
    private boolean operator(char c, boolean escaped, boolean begins) throws UsageException {
        switch (c) {
            case '(':
                groups.push(target.length());
                target.append('(');
                return true;
            case ')':
                if (groups.isEmpty() && extended) break;
                if (groups.isEmpty()) throw new UsageException(source + ": parenthesis without its beginning");
                target.append(')');
                start = groups.pop();
                return false;
            case '|':
                target.append('|');
                return true;
            case '+':
            case '?':
                if (begins) break;
                repeat(Character.toString(c));
                return false;
            case '{':
                if (begins) break;
                interval();
                return false;
            default:
                return single(c, escaped, begins);
        }
        literal(c);
        return false;
    }

    private boolean endsBranch() {
        return at == source.length() || source.startsWith("\\)", at) || source.startsWith("\\|", at);
    }

    /** Repeats the last atom. To repeat what is repeated already is legal in POSIX; Java would take it for another operator. */
    private void repeat(String operator) {
        if (repeated) target.insert(atom, "(?:").append(')');
        target.append(operator);
        repeated = true;
        repetition = true;
    }

    private void interval() throws UsageException {
        String close = extended ? "}" : "\\}";
        int end = source.indexOf(close, at);
        String bounds = end < 0 ? "" : source.substring(at, end);
        int comma = bounds.indexOf(',');
        String least = comma < 0 ? bounds : bounds.substring(0, comma);
        String most = comma < 0 ? bounds : bounds.substring(comma + 1);
        if (bounds.isEmpty() || !isNumber(least) && !(least.isEmpty() && comma == 0) || !isNumber(most) && !(most.isEmpty() && comma >= 0)) {
            throw new UsageException(source + ": not an interval");
        }
        at = end + close.length();
        repeat("{" + (least.isEmpty() ? "0" : least) + (comma < 0 ? "" : "," + most) + "}");
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return !text.isEmpty() && text.length() <= 5;
    }

    private void brackets() throws UsageException {
        target.append('[');
        at++;
        if (at < source.length() && source.charAt(at) == '^') {
            target.append('^');
            at++;
        }
        boolean first = true;
        while (true) {
            if (at >= source.length()) throw new UsageException(source + ": [ without its ]");
            char c = source.charAt(at++);
            if (c == ']' && !first) break;
            first = false;
            if (c == '[' && at < source.length() && source.charAt(at) == ':') {
                int end = source.indexOf(":]", at);
                String name = end < 0 ? null : CLASSES.get(source.substring(at + 1, end));
                if (name == null) throw new UsageException(source + ": unknown class of characters");
                target.append(name);
                at = end + 2;
            } else if (c == '-' && target.charAt(target.length() - 1) != '[' && target.charAt(target.length() - 1) != '^'
                    && at < source.length() && source.charAt(at) != ']') {
                target.append('-');
            } else {
                literal(c);
            }
        }
        target.append(']');
    }

    private void literal(char c) {
        if (c < 128 && !Character.isLetterOrDigit(c)) target.append('\\');
        target.append(c);
    }
}
