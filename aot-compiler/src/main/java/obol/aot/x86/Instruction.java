package obol.aot.x86;

import java.util.List;

/**
 * A decoded instruction.
 *
 * @param at       offset of its first byte
 * @param length   in bytes
 * @param width    null when the mnemonic alone determines it
 * @param operands in the order of the form; the target of a branch and a rip-relative operand are relative to
 *                 {@link Reloc#CODE_START}
 */
public record Instruction(int at, int length, Form form, Width width, List<Operand> operands) {

    public Op op() {
        return form.op();
    }

    public int end() {
        return at + length;
    }

    /** {@link Flags} the result may depend on, those of a condition included. */
    public int flagsRead() {
        int reads = op().flagsRead();
        for (Operand operand : operands) {
            reads |= operand instanceof Cond cond ? cond.reads() : 0;
        }
        return reads;
    }

    /** NASM's syntax. */
    @Override
    public String toString() {
        return form.text(width, operands);
    }
}
