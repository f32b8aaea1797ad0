/**
 * What is made of an annotated description of registers ({@code obol.nucleus.registers}): {@link obol.aot.registers.RegisterMap} is
 * the description as data, read from class files and checked, and decodes accesses for a trace;
 * {@link obol.aot.registers.AccessorClass} makes the class with the accessors of an image; {@link obol.aot.registers.FakeRegisters} a device for tests of drivers on a JVM.
 *
 * <p>Every fact of a device stands in its interface alone, so what reads it here holds for all of them.
 */
package obol.aot.registers;
