/**
 * Programs of a few lines: each public static method is run on the host and, compiled, by the interpreter or the image, with
 * edge values for its parameters; results and exceptions must agree. No state outlives a call.
 */
package obol.aot.shapes;
