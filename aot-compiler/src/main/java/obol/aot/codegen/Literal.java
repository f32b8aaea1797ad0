package obol.aot.codegen;

/** Target of a relocation: the read-only String object of the image with this text. */
public record Literal(String text) {}
