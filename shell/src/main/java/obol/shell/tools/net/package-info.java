/**
 * The utilities for the network. All go by the files of whatever is mounted at {@code /net}, through {@link obol.system.dial.Dial} where
 * something is connected; none knows what serves them.
 */
package obol.shell.tools.net;
