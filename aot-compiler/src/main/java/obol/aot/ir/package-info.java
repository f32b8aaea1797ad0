/**
 * The compiler's intermediate representation: one control-flow graph of basic blocks in SSA form, at two levels.
 *
 * <p>The high level has Java's operations ({@link obol.aot.ir.Op.Level#JAVA}); lowering turns them into what the machine
 * does ({@link obol.aot.ir.Op.Level#MACHINE}); operations of {@link obol.aot.ir.Op.Level#BOTH} stand at either. The data structure is the same.
 *
 * <p>Invariants, checked by {@link obol.aot.ir.GraphChecker} between passes:
 * <ul>
 * <li>The entry block has no predecessors and holds the PARAMs, nothing else computes them.
 * <li>Phis come first in a block, one input for each predecessor, in the order of {@code preds}.
 * <li>The last instruction of a block, and only it, ends it ({@link obol.aot.ir.Op#ends}).
 * <li>A block with {@code handler != null}: the instruction before the end, and no other, throws into that handler, and
 *     is the only one in the block that may throw. The handler block has this block as its only predecessor and begins
 *     with CATCH; it does not use the value of the throwing instruction. In a block without handler anything may throw:
 *     the exception then leaves the method.
 * <li>An input dominates its user (for a phi: the end of the predecessor).
 * <li>INT and REF values are zero-extended to 64 bits wherever they are held; the elements of type are checked per operation.
 * <li>No value derived from a reference (a LONG from ADDRESS_OF) lives across a safepoint.
 * <li>No edge is critical: a block with several successors has successors with one predecessor each.
 * </ul>
 */
package obol.aot.ir;
