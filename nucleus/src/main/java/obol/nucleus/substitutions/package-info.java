/**
 * What the nucleus changes in the JDK's java.base: one class for each class substituted, in packages by area; docs/runtime.md
 * says how. Every replaced method gives its reason. {@code Cuts} lists the parts that are not there at all.
 */
package obol.nucleus.substitutions;
