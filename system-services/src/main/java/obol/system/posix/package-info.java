/**
 * Files as POSIX has them, for the class library: descriptors, paths and error numbers on the process's namespace.
 *
 * <p>{@link obol.system.posix.NamespacePosix} is the {@code Posix} of an image of Obol; it owns the table of descriptors. A descriptor
 * names an {@code OpenDescription}, several may name one, and with the last the description is closed. An {@code OpenedFile} owns its
 * endpoint; its position is its own but for the three standard files, which share theirs with the processes that have them too.
 * {@link obol.system.posix.ThisProcess} has what this process was born with, and is what other code of the system asks.
 *
 * <p>Calls never wait with a monitor held but for a server's answer, which comes at once: what comes later is waited for outside, so
 * that other threads can use the file, or close it, which ends the wait. What fails gives Linux's number of the error's text.
 */
package obol.system.posix;
