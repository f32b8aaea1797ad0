/**
 * The shell's language: text becomes a syntax tree ({@link obol.shell.language.Parser}), the tree is run
 * ({@link obol.shell.language.Interpreter}) on an {@link obol.shell.language.OperatingSystem}.
 *
 * <p>The words of control are POSIX's, the values are not: what a variable holds is one word, never split and never
 * matched against file names again, so {@code $x} and {@code "$x"} are the same. Every variable is in the environment
 * of the programs that are started.
 *
 * <p>Invariants: a syntax tree is immutable and knows nothing of the system; the interpreter hands only absolute paths
 * to the system, and closes each file that it opened; a process is never copied, so a part of a pipe that is not one
 * program runs as a shell of its own, started with the part's text.
 *
 * <p>One thread runs an interpreter; {@code interrupt()} alone may be called by another.
 */
package obol.shell.language;
