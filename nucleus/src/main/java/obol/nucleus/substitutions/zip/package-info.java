/** Substitutions for classes of {@code java.util.zip}: their native methods. */
package obol.nucleus.substitutions.zip;
