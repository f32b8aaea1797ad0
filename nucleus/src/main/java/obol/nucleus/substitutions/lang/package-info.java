/** What {@code java.lang} needs of the nucleus: natives, and what touches the machine. One class for each class substituted; see docs/runtime.md. */
package obol.nucleus.substitutions.lang;
