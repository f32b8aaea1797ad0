package obol.aot.x86;

/** What an instruction may be given: a register, a memory cell, an immediate or a condition. */
public sealed interface Operand permits Gpr, Xmm, Mem, Imm, Cond {
}
