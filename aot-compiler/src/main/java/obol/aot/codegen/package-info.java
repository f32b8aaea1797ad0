/**
 * The code generator: from a graph at the MACHINE level to x86-64 code with its tables. {@link obol.aot.codegen.CodeGenerator}
 * is the entry and says the order of the stages.
 *
 * <p>Block order, instruction selection ({@link obol.aot.codegen.Selection}) to {@link obol.aot.codegen.machine.MachineCode}, in which each
 * operand has a role and a constraint; liveness; linear scan; assignment of locations and moves; a symbolic check that the
 * allocation is right ({@link obol.aot.codegen.allocation.AllocationChecker}); emission through {@code obol.aot.x86}.
 *
 * <p>Invariants: emission uses no register that is not an operand, but r15, rsp and the scratch register of moves; flags never
 * live from one machine instruction to the next; INT and REF values are zero-extended to 64 bits in registers and slots; a
 * value has at most one slot, written right behind its definition. One method is compiled at a time and nothing is kept.
 * What run time and collector read of the result is in docs/runtime.md.
 */
package obol.aot.codegen;
