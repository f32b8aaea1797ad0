package obol.classfile;

/** An entry of LocalVariableTable (JVMS 4.7.13): {@code slot} holds the variable in [start, start + length). */
public record LocalVariable(int start, int length, String name, String descriptor, int slot) { }
