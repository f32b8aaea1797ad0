package obol.classfile;

import java.util.List;

/** What fields and methods have in common. */
public abstract sealed class Member permits FieldInfo, MethodInfo {
    private final int flags;
    private final String name;
    private final String descriptor;
    private final String signature;
    private final List<Annotation> annotations;

    Member(int flags, String name, String descriptor, String signature, List<Annotation> annotations) {
        this.flags = flags;
        this.name = name;
        this.descriptor = descriptor;
        this.signature = signature;
        this.annotations = List.copyOf(annotations);
    }

    /** See {@link Access}. */
    public final int flags() {
        return flags;
    }

    public final boolean has(int accessFlag) {
        return (flags & accessFlag) != 0;
    }

    public final boolean isStatic() {
        return has(Access.STATIC);
    }

    public final String name() {
        return name;
    }

    public final String descriptor() {
        return descriptor;
    }

    /** The generic signature, unchecked, or null. */
    public final String signature() {
        return signature;
    }

    /** Visible ones first. */
    public final List<Annotation> annotations() {
        return annotations;
    }

    /** The annotation of a type, given as {@code Lp/Name;}, or null. */
    public final Annotation annotation(String type) {
        return Annotation.find(annotations, type);
    }
}
