/** What java.util.zip has as native code. No state outside its objects; usable, and tested, on any JVM. */
package obol.nucleus.zip;
