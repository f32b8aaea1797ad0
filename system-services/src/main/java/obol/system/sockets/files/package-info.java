/**
 * Sockets of a process of Obol: conversations of whatever is mounted at {@code /net} (docs/net-files.md), pipes, events and selectors.
 * {@link obol.system.sockets.files.FileSockets} is the seam; each descriptor of its is a {@code SocketFile} in the process's table.
 *
 * <p>There are no threads here. What a server cannot answer yet is a {@code Pending} that the socket owns: at most one read, whose bytes
 * are kept until somebody asks for them, one wait for room, one connect, one call. So a socket knows what it is ready for, by looking;
 * and who waits, be it for one socket or for a selector's, looks again whenever something has happened in the process ({@code Waits}).
 * Writes never wait in the server (its message {@code nowait}), so no bytes are on their way when a socket is shut down or closed.
 *
 * <p>Each object is guarded by its own monitor, which is held during calls, as servers answer at once. A selector takes those of its
 * sockets, and no socket that of a selector.
 */
package obol.system.sockets.files;
