package obol.aot.codegen;

import obol.aot.ir.Position;

/** An instruction that may fault on a null reference, and the offset of the code where it then goes on. */
public record Trap(int instructionOffset, int targetOffset, Position position) {}
