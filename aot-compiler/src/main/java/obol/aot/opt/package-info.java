/**
 * Passes over graphs at the JAVA level. {@link obol.aot.opt.Optimizer} is the entry and has their order; the builder alone runs
 * {@link obol.aot.opt.Canonicalizer} before it. What may be counted on of the whole program is in {@link obol.aot.opt.Program}.
 *
 * <p>Each pass is one class with a static {@code run}, takes a graph that fulfils the invariants of {@code obol.aot.ir} with its
 * blocks in reverse postorder ({@link obol.aot.ir.Graph#order}), and leaves one that does so again; each may be left out.
 *
 * <p>Checks are values. A check that a dominating branch makes needless ({@link obol.aot.opt.Gvn}) is replaced by its plain
 * input; so what depends on a check and is pure (ARRAY_LENGTH, GET_HUB, integer DIV and REM) must not be moved above
 * branches. The only pass that computes something earlier than the program says, {@link obol.aot.opt.LoopVersioning}, makes those checks anew, by
 * branches.
 */
package obol.aot.opt;
