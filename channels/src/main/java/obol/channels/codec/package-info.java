/**
 * The one codec: how values become the bytes of a message and back. docs/codec.md is its definition, version 1.
 *
 * <p>Straight-line code generated from a contract calls {@link obol.channels.codec.Writer} and
 * {@link obol.channels.codec.Reader}; {@link obol.channels.codec.ValueCodec} objects serve where a type is a parameter, such as the
 * elements of a list. Nothing here reflects, starts threads or knows a transport.
 *
 * <p>Invariants: equal values have equal bytes, and every accepted byte sequence is the one that its value is written as; every
 * value takes at least one byte, so what a message makes the reader allocate is bounded by its length; a writer throws before
 * anything moves, naming the parameter; a reader throws nothing but {@link obol.channels.codec.Malformed} on any bytes.
 */
package obol.channels.codec;
