/** Substitutions for classes of {@code java.io}: their native methods, on {@link obol.nucleus.port.SystemCalls}. */
package obol.nucleus.substitutions.io;
