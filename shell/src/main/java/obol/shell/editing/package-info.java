/**
 * Editing of a line on a terminal, as a state machine from bytes to bytes: {@link obol.shell.editing.LineEditor} gets
 * what was typed and gives what the terminal must show. It waits for nothing and knows no file; who owns the console
 * feeds it and writes its output. The terminal is one that knows ANSI's cursor movements (VT100 and all later ones).
 */
package obol.shell.editing;
