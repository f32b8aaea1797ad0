/**
 * The console as files: the service {@code console} has {@code cons} (read: what is typed, write: what is shown), {@code consctl} (write
 * {@code rawon} and {@code rawoff}; closing it is {@code rawoff}; read: whether it is raw, and the window) and {@code errors} (write: standard error of the machine). The service
 * {@code terminal} is the same console as its shell sees it: {@link obol.system.console.Terminal}.
 *
 * <p>With a person in front of it ({@code Window.interactive}) the console is <i>cooked</i>: what is typed is echoed and edited, and read
 * line by line; Ctrl-C is an event and no byte. In raw mode bytes are read as they come. Without a person it is transparent: bytes
 * through and an end of file, nothing echoed or changed, and {@code errors} apart from {@code cons}.
 *
 * <p>One thread does all, so nothing here is locked: {@link obol.system.console.Console} owns the two streams of
 * {@code obol.system.carrier.Outside}, {@link obol.system.console.Input} and {@link obol.system.console.Output} what is on its way.
 * A write is answered once its bytes have been handed to the stream: who has written and then ends the machine loses nothing.
 */
package obol.system.console;
