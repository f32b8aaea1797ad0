/**
 * Files of text that is not there when they are opened: lines that come one by one ({@link obol.system.servers.text.Lines}), and texts that
 * take long to make ({@link obol.system.servers.text.SteppedText}). Objects here belong to the thread of the tree that has them, or are
 * used with its service's monitor held; none waits.
 */
package obol.system.servers.text;
