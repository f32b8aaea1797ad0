/**
 * What needs more than one module: programs compiled by Obol and run beside HotSpot, hosted and in QEMU. The programs are
 * plain Java in folders of {@code tests/src/programs}; {@link obol.tests.Programs} compiles all of a folder
 * into one image, so that a run costs milliseconds.
 */
package obol.tests;
