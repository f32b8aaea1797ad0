package obol.classfile;

/**
 * CONSTANT_Fieldref, CONSTANT_Methodref or CONSTANT_InterfaceMethodref (JVMS 4.4.2).
 *
 * @param owner          internal name of the class, or an array descriptor
 * @param interfaceOwner whether the entry is a CONSTANT_InterfaceMethodref
 */
public record MemberRef(String owner, String name, String descriptor, boolean interfaceOwner) {
    /** Whether it names a method rather than a field. */
    public boolean isMethod() {
        return descriptor.charAt(0) == '(';
    }

    @Override
    public String toString() {
        return owner + "." + name + (isMethod() ? "" : ":") + descriptor;
    }
}
