/**
 * What the class library asks of the network: sockets by descriptors, as POSIX has them. {@link obol.nucleus.sockets.Sockets} is the
 * seam, {@code LinuxSockets} stands behind it in an executable of one program. What makes {@code java.net} and
 * {@code java.nio.channels} of it is outside of the nucleus, in {@code obol.system.sockets}.
 */
package obol.nucleus.sockets;
