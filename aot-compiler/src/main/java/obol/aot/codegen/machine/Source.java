package obol.aot.codegen.machine;

/** What a machine instruction reads: a value, a number, or a place in memory. */
public sealed interface Source permits Use, Immediate, Place {}
