package obol.aot.codegen;

/** Target of a relocation: a symbol of the assembly code. */
public record AssemblySymbol(String name) {}
