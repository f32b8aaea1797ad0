/**
 * The back end within one JVM: for tests of services on any JVM, and for programs that carry their services with them.
 *
 * <p>Messages are handed over by reference and never shared afterwards; what is sent is the codec's bytes all the same. A channel is
 * one {@link obol.channels.loopback.Cell}. Its contract classes are generated at first use by
 * {@link obol.channels.loopback.GeneratedClasses}, the only class of the channels that defines classes.
 *
 * <p>Locks: that of the transport's names, or of the waits, then a port's, then a cell's; the event count's is taken last and alone. No lock is held
 * while user code runs.
 */
package obol.channels.loopback;
