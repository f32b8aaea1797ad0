/**
 * A contract as a property test: {@link obol.channels.testing.ContractTest} walks the paths of a contract against a service on any JVM,
 * with jqwik's generators for the messages, and shrinks what goes wrong to a transcript.
 *
 * <p>A {@link obol.channels.testing.Trial} is one run: a new object of the service behind a door with a thread of its own, which stand for
 * its process ({@link obol.channels.testing.Service}, one for each life), one client
 * that speaks by text ({@code obol.channels.text.Conversation}), and a ledger of all that is open in the loopback. The client knows the
 * contract's model alone, so everything goes through the codec, and what it sent is what a transcript says.
 *
 * <p>Invariants: the steps of a trial are taken one after the other, so a service without threads of its own runs the same each time;
 * one trial runs in a JVM at a time, as there is one ledger. This package is the only one that needs jqwik; it is in no image.
 *
 * <p>Apart from that, {@link obol.channels.testing.Contracts}: the contract compiler by one call, without jqwik.
 */
package obol.channels.testing;
