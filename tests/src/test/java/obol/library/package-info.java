/** The class library in compiled programs: the same programs on HotSpot and as executables, and the list of substitutions. */
package obol.library;
