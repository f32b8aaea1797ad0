package obol.classfile;

/**
 * CONSTANT_Dynamic (a field descriptor) or CONSTANT_InvokeDynamic (a method descriptor), JVMS 4.4.10.
 *
 * @param bootstrap index into {@link ClassFile#bootstrapMethods()}; in range for every class that was read
 */
public record DynamicRef(int bootstrap, String name, String descriptor) { }
