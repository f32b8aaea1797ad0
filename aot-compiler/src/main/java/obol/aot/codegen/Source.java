package obol.aot.codegen;

/** What a machine instruction reads: a value, a number, or a place in memory. */
sealed interface Source permits Use, Immediate, Place {}
