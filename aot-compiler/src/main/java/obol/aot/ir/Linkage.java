package obol.aot.ir;

/** A linkage error that a use compiles to: the error's class and its message, as HotSpot words it. */
public record Linkage(String error, String message) {}
