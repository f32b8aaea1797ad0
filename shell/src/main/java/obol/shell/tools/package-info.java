/**
 * The utilities: one class each, named like the utility, each an ordinary program with a {@code main}. Options and
 * output are POSIX's, in the C locale; what is read is bytes and stays bytes. Errors are {@code NAME: FILE: message}
 * with the texts of {@link obol.shell.invocation.ErrorText}.
 *
 * <p>Those of files, of text, and of processes have packages of their own; here are the rest. They keep nothing between calls and share nothing with the shell but the expressions of {@code test}.
 */
package obol.shell.tools;
