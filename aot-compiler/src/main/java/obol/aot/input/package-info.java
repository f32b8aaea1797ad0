/**
 * Class files of the host: the JDK's image, jars, folders, and memory. The only package of the compiler that touches
 * the host; it is not part of a compiler that runs inside Obol.
 */
package obol.aot.input;
