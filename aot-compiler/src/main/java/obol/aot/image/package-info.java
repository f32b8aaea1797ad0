/**
 * The image writer: compiled methods, the classes of a laid-out world and the assembled nucleus become one static ELF
 * file, with hubs, read-only objects, tables for the stack walk, and symbols.
 *
 * <p>{@link obol.aot.image.ImageWriter} is the entry. What it writes is a function of its input alone: the same input
 * gives the same bytes. Everything is put into {@link obol.aot.image.Section}s; addresses are filled in when all have their places.
 */
package obol.aot.image;
