/**
 * What makes {@code java.net} and {@code java.nio.channels} of {@link obol.nucleus.sockets.Sockets}: substitutions for the natives of
 * the class library's own sockets, channels and selectors, the same on each port, and {@link obol.system.sockets.Network}, which knows
 * names and interfaces. Exceptions have HotSpot's types and texts.
 *
 * <p>These classes are in an executable as far as its program names sockets, and in no image of Obol.
 */
package obol.system.sockets;
