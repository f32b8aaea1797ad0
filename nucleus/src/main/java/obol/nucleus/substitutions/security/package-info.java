/** Substitutions for classes of {@code java.security}: no access control, no providers. */
package obol.nucleus.substitutions.security;
