/**
 * Passes over graphs at the JAVA level. Each is one class with a static {@code run}, takes a graph that fulfils the
 * invariants of {@code obol.aot.ir} with its blocks in reverse postorder ({@link obol.aot.ir.Graph#order}), and leaves
 * one that does so again; each may be left out.
 */
package obol.aot.opt;
