/**
 * The program being compiled: its classes, fields and methods, as the JVMS links them (chapter 5), with the substitutions
 * of the nucleus applied, and after the reachability analysis their places in the image.
 *
 * <p>Owner of every {@link obol.aot.world.JClass}, {@link obol.aot.world.JMethod} and {@link obol.aot.world.JField}:
 * the {@link obol.aot.world.World} that made it; one object for each thing, compared by identity. Loading is lazy and
 * never runs anything. What cannot be linked is an answer ({@link obol.aot.ir.Linkage}), not an exception.
 * Independent of the verifier's own class model: the two share the class reader only.
 *
 * <p>Order of work: classes are found, resolved and selected while methods are built; when nothing more gets reachable,
 * {@link obol.aot.world.World#layOut} gives numbers, offsets, and dispatch indices, once. All orders are those of the
 * questions asked and of the class files, so equal input gives an equal image.
 */
package obol.aot.world;
