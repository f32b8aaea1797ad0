package obol.shell.tools.expression;

import java.io.IOException;
import obol.shell.invocation.Invocation.UsageException;

/** A regular expression, basic or extended (XBD 9), as GNU's grep reads it, and the lines that match it. */
public final class Expression {
    private final String source;
    private final Automaton automaton;
    private final Search search;

    private Expression(String source, Syntax syntax, Tree tree, boolean anyCase, boolean whole) throws UsageException {
        this.source = source;
        boolean references = syntax != null && syntax.hasReferences();
        Program program = Program.of(source, whole ? Tree.line(tree) : tree, references);
        automaton = references ? null : new Automaton(program);
        search = references ? new Search(program, syntax.groups(), anyCase) : null;
    }

    /**
     * @param extended {@code -E}
     * @param anyCase letters match whatever their case is
     * @param whole the line is to match as a whole
     */
    public static Expression of(String pattern, boolean extended, boolean anyCase, boolean whole) throws UsageException {
        Syntax syntax = new Syntax(pattern, extended, anyCase);
        return new Expression(pattern, syntax, syntax.parse(), anyCase, whole);
    }

    /** What matches just this text, in upper or lower case. */
    public static Expression ofText(String text, boolean whole) throws UsageException {
        return new Expression(text, null, Tree.text(text), true, whole);
    }

    /** Whether a line has a match. Throws IOException where an expression with back-references has too many ways to match it. */
    public boolean matches(String line) throws IOException {
        if (automaton != null) return automaton.matches(line);
        try {
            return search.matches(line);
        } catch (Search.TooLong e) {
            throw new IOException(source + ": too many ways to match a line of " + line.length() + " characters");
        }
    }

    /** True of a pattern that matches only itself. */
    public static boolean isPlain(String pattern) {
        for (int i = 0; i < pattern.length(); i++) if ("\\.[]*^$+?(){}|".indexOf(pattern.charAt(i)) >= 0) return false;
        return true;
    }
}
