/**
 * Register allocation of machine code: {@link obol.aot.codegen.allocation.Liveness}, intervals, linear scan with splitting,
 * the assignment of its result to operands and gaps, and a checker that trusts none of these.
 *
 * <p>Invariants: a value has at most one slot, written right behind its definition and valid from then on, so a split costs a
 * reload only; what lives across a call or into a handler is in its slot there. Nothing depends on the order of the blocks but
 * the quality of the code.
 */
package obol.aot.codegen.allocation;
