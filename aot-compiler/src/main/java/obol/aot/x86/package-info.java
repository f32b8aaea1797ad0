/**
 * The x86-64 assembler and disassembler of the compiler, both driven by one table.
 *
 * <p>{@link obol.aot.x86.Op} is the table: one constant per mnemonic, one line per encoding
 * ({@link obol.aot.x86.Form}). {@link obol.aot.x86.Assembler} picks the first form that fits the operands and
 * encodes it; {@link obol.aot.x86.Disassembler} inverts the same forms. Nothing else in the compiler knows an
 * opcode byte.
 *
 * <p>Invariants: an operand is an immutable value; the assembler owns its buffer and its labels, and belongs
 * to one thread; offsets handed out before {@link obol.aot.x86.Assembler#finish()} are provisional, because
 * branches and alignment only shrink when the whole code is known. Every form of the table is checked against
 * NASM and ndisasm; a form without a test fails the test.
 *
 * <p>Sources: Intel SDM volume 2, AMD APM volume 3.
 */
package obol.aot.x86;
