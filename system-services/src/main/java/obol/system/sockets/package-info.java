/**
 * What makes {@code java.net} and {@code java.nio.channels} of {@link obol.nucleus.sockets.Sockets}: substitutions for the natives of
 * the class library's own sockets, channels and selectors, the same on each port, and {@link obol.system.sockets.Network}, which knows
 * names and interfaces. Exceptions have HotSpot's types and texts.
 *
 * <p>What stands behind the sockets is said by one of three packages, of which an image has one: {@code linux} in an executable of one
 * program, {@code files} in Obol where jars can be added, and {@code none} in Obol's closed image, whose programs dial.
 */
package obol.system.sockets;
