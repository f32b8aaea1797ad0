/**
 * 9P (Styx) messages: one table of them ({@link obol.styx.MessageType}), the codec that reads it,
 * and the values that messages carry, for the dialects 9P2000, 9P2000.u and 9P2000.L.
 *
 * <p>Invariants: decoding arbitrary bytes gives a message or {@link obol.styx.Malformed}, never an
 * unchecked exception, and reads no byte outside the frame; encoding is canonical. Nothing here
 * has a thread, a clock, or mutable statics. Everything but the two structs
 * ({@link obol.styx.Attributes}, {@link obol.styx.AttributeChange}) and a message under
 * construction is immutable.
 */
package obol.styx;
