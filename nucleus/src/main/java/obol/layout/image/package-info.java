/**
 * The form of what the compiler writes and the run time reads: headers of images and suites, the records of classes and methods, code
 * tables with their safepoints and positions, the template of processes and the seed that it is made of. Constants only, as in
 * {@link obol.layout}, which has the structures that the nucleus makes in memory and those that both sides write.
 */
package obol.layout.image;
