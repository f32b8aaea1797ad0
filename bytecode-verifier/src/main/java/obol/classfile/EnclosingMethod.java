package obol.classfile;

/** The attribute EnclosingMethod (JVMS 4.7.7); {@code method} is null if the class stands in no method. */
public record EnclosingMethod(String className, NameAndType method) { }
