/** Substitutions for classes of {@code java.text}, {@code java.time.format} and locale data: English, from tables here. */
package obol.nucleus.substitutions.text;
