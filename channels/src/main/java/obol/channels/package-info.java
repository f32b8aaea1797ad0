/**
 * What a program compiles against: contracts, their linear values, services.
 *
 * <p>A contract is an interface that extends {@link obol.channels.Contract}; one interface is one state of a channel. A server is
 * an ordinary object that implements it; a client holds an endpoint, whose class is generated from the contract. What crosses a
 * channel is bytes of the one codec (docs/codec.md) and values of linear type, which have exactly one owner: endpoints,
 * {@link obol.channels.Block}, {@link obol.channels.Pending}, the halves of streams and {@link obol.channels.Batch}.
 *
 * <p>Invariants: nothing here knows which transport is below; no class here can be reached from two processes; a linear value that
 * was given away, closed or consumed refuses every further use with {@link obol.channels.Moved}, except {@code close()}, which
 * then has no effect.
 *
 * <p>The package holds exactly the names that users import, so it is larger than others here; everything else of the channels
 * lies in packages beside it, which verified user code may not name.
 */
package obol.channels;
