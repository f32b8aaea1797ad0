/** Substitutions for classes of {@code jdk.internal}. */
package obol.nucleus.substitutions.misc;
