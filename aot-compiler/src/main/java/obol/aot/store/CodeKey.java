package obol.aot.store;

/** The first 128 bits of a SHA-256. */
public record CodeKey(long high, long low) {}
