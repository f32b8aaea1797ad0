/**
 * POSIX's regular expressions, for the question whether a line matches: text to a {@code Tree} ({@code Syntax}), that to a {@code Program}
 * for a machine with many states at once, and that to an answer in time linear in the line's length ({@code Automaton}). Back-references make
 * a language that no such machine knows; expressions with them are searched for ({@code Search}), within bounds.
 *
 * <p>Leftmost-longest and leftmost-first make no difference here, as nobody asks what has matched. Objects belong to one thread.
 */
package obol.shell.tools.expression;
