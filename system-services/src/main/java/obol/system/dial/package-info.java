/**
 * Connections for ordinary programs by the files of whatever is mounted at {@code /net}, as Plan 9's dial(2): {@link
 * obol.system.dial.Dial#dial} calls, {@link obol.system.dial.Dial#announce} takes calls. So another machine's {@code /net}, mounted and
 * bound to {@code /net}, is the network. Plain {@code java.nio.file}; knows nothing of the server.
 *
 * <p>A {@code Connection} owns three open files and closes them; reading and writing have a file each, so one thread may read while
 * another one writes. All else is for one thread.
 */
package obol.system.dial;
