/**
 * What makes {@code java.net} and {@code java.nio.channels} of {@link obol.nucleus.sockets.Sockets}: substitutions for the natives of
 * the class library's own sockets, channels and selectors, the same on each port, and {@link obol.system.sockets.Network}, which knows
 * names and interfaces. Exceptions have HotSpot's types and texts.
 *
 * <p>These classes are in an image as far as a program names sockets, and never in the base image.
 */
package obol.system.sockets;
