/** A network of engines in one thread, under virtual time, with wires that lose, repeat, reorder, spoil, delay and limit. */
package obol.net.testing;
