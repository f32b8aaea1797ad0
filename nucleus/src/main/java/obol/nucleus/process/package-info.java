/**
 * Software-isolated processes: how they are made and how they end.
 *
 * <p>A process is a {@link obol.layout.SipLayout} structure from which all that it has hangs: heap blocks (their owner in the
 * block table), threads with their stacks, raw memory (its list of owned pieces: statics, mirrors, monitors, initialisers
 * under way, memory of direct buffers, arguments) and exchange blocks. Nothing mutable is in two processes. So a process
 * ends without a collection and without running any of its code: each of these is given back, and the structure stays
 * until the parent has read it. {@link obol.nucleus.process.Audit} checks that every piece has exactly one owner.
 *
 * <p>Everything here runs undivided, on the thread that asks for it.
 */
package obol.nucleus.process;
