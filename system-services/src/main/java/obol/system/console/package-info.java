/**
 * The console as files: {@code cons} (read: what is typed, write: what is shown), {@code consctl} (write {@code rawon} and {@code rawoff};
 * closing it is {@code rawoff}; read: whether it is raw, the window, and whether there is a person), {@code consnote} (read: the next
 * Ctrl-C) and {@code errors} (write: standard error). The machine has one, the service {@code console}; each connection that {@code telnetd}
 * serves has another, which the shell there finds in its {@code /dev} in place of the former.
 *
 * <p>With a person in front of it ({@code Line.interactive}) the console is <i>cooked</i>: what is typed is echoed and edited, and read
 * line by line; Ctrl-C is a note and no byte. In raw mode bytes are read as they come. Without a person it is transparent: bytes
 * through and an end of file, nothing echoed or changed, and {@code errors} apart from {@code cons}.
 *
 * <p>One thread does all, so nothing here is locked: {@link obol.system.console.Console} owns the {@link obol.system.console.Line} with its
 * two streams, {@link obol.system.console.Input} and {@link obol.system.console.Output} what is on its way. A write is answered once its
 * bytes have been handed to the stream: who has written and then ends the machine, or the connection, loses nothing. What nobody
 * waits for, echo and telnet's answers, is bounded: more is not read meanwhile.
 */
package obol.system.console;
