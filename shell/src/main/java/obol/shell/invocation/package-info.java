/**
 * What a utility sees of its call: operands, options, three streams of bytes, and the texts of errors.
 *
 * <p>A utility is a function from an {@link obol.shell.invocation.Invocation} to a status, so that it can be run on any
 * streams; its {@code main} gives it those of the process. Nothing here turns bytes into characters: files and lines
 * pass through as they are. Output is gathered and written when the input has to be waited for, and at the end.
 */
package obol.shell.invocation;
