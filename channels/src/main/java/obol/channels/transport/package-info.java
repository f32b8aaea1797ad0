/**
 * The back end under endpoints and doors: what a machine, a JVM or a wire must do to carry channels.
 *
 * <p>What crosses is a {@link obol.channels.transport.Message}: bytes of the codec and a side table of handles. A back end never
 * looks into the bytes. A {@link obol.channels.transport.Link} is the client's end of one channel, a
 * {@link obol.channels.transport.Channel} the server's end of the same, a {@link obol.channels.transport.Port} the place where a
 * server's calls arrive. States, generations, moves, faults in words and dispatch are the run time's
 * ({@code obol.channels.runtime}), the same above every back end.
 *
 * <p>Ownership: a handle belongs to exactly one of a handle object, a message, or the back end. Who gets a message owns the handles
 * in it; a message that cannot be delivered is dropped by whoever notices.
 *
 * <p>Deadlines are absolute values of {@link java.lang.System#nanoTime()}; {@link obol.channels.transport.Transport#NEVER} is none.
 */
package obol.channels.transport;
