/**
 * The carrier's protocol (docs/carrier.md): many connections over one pair of byte streams. {@link obol.system.carrier.frames.Multiplexer}
 * is one side of it as a plain machine, bytes in and bytes out, without threads or locks, the same on the host and in the guest;
 * {@link obol.system.carrier.frames.Carrier} runs one over a {@link obol.system.carrier.Device} with two threads.
 *
 * <p>Invariants: no more DATA is sent than the other side has given credit for, and none is accepted beyond the credit given; bytes of a
 * connection arrive in order and once; memory is bounded by the connections, their windows and what their users queue. What breaks the
 * rules ends the whole carrier with a {@link obol.system.carrier.frames.ProtocolException}: either side trusts the other no further than that.
 */
package obol.system.carrier.frames;
