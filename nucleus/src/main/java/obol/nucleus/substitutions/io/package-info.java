/** Substitutions for classes of {@code java.io}: their native methods, on {@link obol.nucleus.port.Port}. */
package obol.nucleus.substitutions.io;
