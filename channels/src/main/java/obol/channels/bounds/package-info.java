/**
 * Bounds on data, as a contract states them by annotations of Jakarta Validation: what they are, their text, and how a value is held
 * against them. {@code obol.channels.contract.compile} reads the annotations, the codec checks values on both sides.
 *
 * <p>Invariants: bounds are immutable; {@code Bound.parse(canonical())} is an equal bound; checking takes time linear in the size of the
 * value whatever the pattern is, as {@link obol.channels.bounds.Regex} does not backtrack. Nothing here reflects.
 */
package obol.channels.bounds;
