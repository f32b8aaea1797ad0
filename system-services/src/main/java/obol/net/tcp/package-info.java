/**
 * TCP (RFC 9293). {@link obol.net.tcp.Tcp} finds whom a segment is for; a {@link obol.net.tcp.Connection} has the state machine, and of it
 * {@link obol.net.tcp.Sender} and {@link obol.net.tcp.Receiver} one direction each. The sender's parts: what is under way
 * ({@link obol.net.tcp.Flight}), what of it is lost ({@link obol.net.tcp.LossDetection}), how much may be under way
 * ({@link obol.net.tcp.Congestion}), how long that takes ({@link obol.net.tcp.RoundTrip}).
 *
 * <p>Before a connection is there it is a {@link obol.net.tcp.HalfOpen} or, when there are too many of these, nothing but a cookie; after
 * it a {@link obol.net.tcp.TimeWait}. All three stand in the same table.
 *
 * <p>Sequence numbers are {@code int}s that are compared by the sign of their difference. Bounded: connections, half open ones, those that
 * wait to be accepted, those in TIME-WAIT, and the memory of all buffers together.
 */
package obol.net.tcp;
