package obol.aot.ir;

/** When a STUB_IF or TRAP_IF leaves the straight path, and where to. */
public record Guard(Condition condition, Stub stub) {}
