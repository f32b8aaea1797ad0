/** Substitutions for classes of {@code java.util.concurrent}. */
package obol.nucleus.substitutions.concurrent;
