/**
 * Values as text: JSON (RFC 8259) for the data of contracts, as INTERFACES.md ("A service by hand and by file") lays down, and calls
 * made with it.
 *
 * <p>Works from a {@link obol.channels.contract.ContractModel} and the codec's bytes alone, so the shell and the file bridge call
 * services whose classes they have never seen. Strict both ways: errors name the position and the type that was expected.
 */
package obol.channels.text;
