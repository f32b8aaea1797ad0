/**
 * Machine code that is kept from one compilation for later ones, by the hash of what it was made of.
 *
 * <p>The code of a method is a function of its lowered graph: there all answers that the passes got from the class model stand as
 * numbers, names and operations. {@link obol.aot.store.CodeFacts} writes that graph down, with the little that the code generator asks of
 * methods besides; the key is a hash of these bytes and of the code generator itself. So nothing has to be recorded on the way, and
 * nothing can be forgotten but what the generator would read past the graph, which a test forbids.
 *
 * <p>An entry names classes, methods, literals and positions by their place in the list of those that the facts name, so that it is
 * read back with the objects of the compilation at hand. Line numbers are in no entry: a position is a bytecode index.
 *
 * <p>Invariant: whether code comes from a {@link obol.aot.store.CodeStore} or is generated cannot be seen in the image.
 */
package obol.aot.store;
