/**
 * The compiler as a whole: {@link obol.aot.Compilation} goes from class files to an image; {@link obol.aot.Pipeline} is
 * what happens to each method on the way. Plain Java without reflection, threads or host paths; whoever uses it brings
 * the class files and takes the bytes.
 */
package obol.aot;
