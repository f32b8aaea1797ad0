/**
 * The shell as a program: {@link obol.shell.Shell} is {@code sh}, {@link obol.shell.Programs} the table of all programs of {@code /bin}.
 * Parts of it: {@code language} (what scripts mean), {@code system} (what they run on), {@code editing} (lines that are typed),
 * {@code tools} (the utilities) on {@code invocation}.
 */
package obol.shell;
