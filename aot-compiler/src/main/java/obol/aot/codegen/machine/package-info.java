/**
 * The machine code of the code generator between selection and emission: blocks of instructions whose operands are values with
 * roles and constraints, and after allocation with locations. {@link obol.aot.codegen.machine.MachineCode} says what the
 * positions around an instruction mean.
 *
 * <p>Invariants: a value is defined once, by one instruction or phi, or is a constant; every use inside a source or place is also
 * in the instruction's list of uses; no edge is critical; flags never live from one instruction to the next. Selection makes
 * everything here, allocation writes locations, gaps and safepoint maps, emission only reads.
 */
package obol.aot.codegen.machine;
