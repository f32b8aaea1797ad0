/**
 * Every instruction of the JVMS with every kind of operand, and random programs: class files made with ASM, run on
 * HotSpot and compiled by Obol, and compared row by row.
 *
 * <p>{@link obol.tests.matrix.Operations} is the table: what each instruction takes and gives. {@link
 * obol.tests.matrix.Row} crosses it with {@link obol.tests.matrix.Source}, where operands come from; {@link
 * obol.tests.matrix.RowClass} makes the methods, {@link obol.tests.matrix.StateClass} what they read and write, {@link
 * obol.tests.matrix.RandomClass} the random programs. {@link obol.tests.matrix.Values} is Java that is part of the image.
 */
package obol.tests.matrix;
