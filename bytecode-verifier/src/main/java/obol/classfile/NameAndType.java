package obol.classfile;

/** CONSTANT_NameAndType (JVMS 4.4.6). */
public record NameAndType(String name, String descriptor) { }
