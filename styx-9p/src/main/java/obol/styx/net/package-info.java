/**
 * Carriers for sessions and clients on a JVM: in one thread without any wire
 * ({@link obol.styx.net.Loopback}), over streams, and a server on TCP. The rest of the library does
 * not know this package.
 *
 * <p>{@link obol.styx.net.TcpServer} has one thread, which does all: so file trees need no locks.
 */
package obol.styx.net;
