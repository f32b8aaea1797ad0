/**
 * How registers of devices are described: an interface marked {@link obol.nucleus.registers.Registers} with an accessor for each register.
 * The descriptions here are those of the devices that the assembly code drives; drivers' stand with what uses them.
 *
 * <p>What is made of a description, by {@code obol.aot.registers}: a class with the accessors when an image is compiled
 * ({@code obol.nucleus.device.MappedRegisters}), constants for NASM, words for a trace, and a fake device for tests on a JVM.
 *
 * <p>The rules, each broken one an error of the build that names the member: all methods are abstract; a register lies within the size,
 * at a multiple of its width; two registers share bytes only if one can but be read and the other but be written; bits of a register
 * lie within its width and do not overlap. Nothing here has state.
 */
package obol.nucleus.registers;
