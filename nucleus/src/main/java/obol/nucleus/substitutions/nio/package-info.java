/** Substitutions for classes of {@code java.nio}. */
package obol.nucleus.substitutions.nio;
