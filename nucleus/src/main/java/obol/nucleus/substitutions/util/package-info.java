/** Substitutions for classes of {@code java.util}. */
package obol.nucleus.substitutions.util;
