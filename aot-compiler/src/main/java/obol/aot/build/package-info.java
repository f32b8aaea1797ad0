/**
 * From bytecode to SSA graphs at the JAVA level.
 *
 * <p>{@link obol.aot.build.BytecodeBuilder} is the entry. {@code ControlFlow} finds the basic blocks, their handlers and
 * which locals are live; {@code Translator} interprets each block once over a {@code Frame} of SSA values, in reverse
 * postorder; where several edges meet, every live slot gets a phi, and {@code Phis} removes those that turn out to merge
 * one value only. {@link obol.aot.build.Intrinsics} is the table of methods that are single operations.
 *
 * <p>Invariants: code has been verified, so stack shapes agree where edges meet and a live local has one type; no fact is
 * taken from a declared interface type. Nothing here keeps state between two methods but the synthetic classes of
 * {@code obol.aot.desugar}.
 */
package obol.aot.build;
