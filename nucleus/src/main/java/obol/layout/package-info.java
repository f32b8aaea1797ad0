/**
 * The numbers that the compiler, the run time and the assembly code share: memory map, object, hub, thread and
 * process layouts, and in {@link obol.layout.image} the format of the tables in an image. Each fact stands here once; the build of an image
 * turns them into {@code layout.inc} for NASM. With that the only package of the nucleus that the compiler may use.
 * Only constants: no state, nothing that runs inside an image but what javac inlines.
 */
package obol.layout;
