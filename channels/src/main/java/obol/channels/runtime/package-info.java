/**
 * The run time between the stubs and skeletons generated from a contract and the back end below.
 *
 * <p>Client: a generated {@link obol.channels.runtime.Stub} holds an {@link obol.channels.runtime.Endpoint} and the generation in
 * which it is the current state; a {@link obol.channels.runtime.Call} takes one call through it. Server: a
 * {@link obol.channels.runtime.Door} takes arrivals from its port and dispatches them through the generated
 * {@link obol.channels.runtime.Skeleton} to the object of the present state.
 *
 * <p>Invariants: an endpoint has one call under way at most; its generation only grows, and grows when a state is consumed, closed
 * or given away, so exactly one stub is current; the object of a channel's state is called by the thread of its door alone.
 * User code may not name this package: it is what generated code and the API stand on.
 */
package obol.channels.runtime;
