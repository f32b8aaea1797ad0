package obol.aot.codegen.machine;

import obol.aot.ir.Position;
import obol.aot.ir.Stub;

/** A null check that is left to the memory management unit: what is called when the access faults, and where that throws to. */
public record NullCheck(Stub stub, Position position, MachineBlock handler) {}
