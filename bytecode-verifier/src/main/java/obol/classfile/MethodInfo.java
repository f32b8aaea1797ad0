package obol.classfile;

import java.util.List;

/** A method (JVMS 4.6). */
public final class MethodInfo extends Member {
    private final Code code;
    private final List<String> exceptions;
    private final List<List<Annotation>> parameterAnnotations;
    private final List<TypeAnnotation> typeAnnotations;
    private final Annotation.Value annotationDefault;

    MethodInfo(int flags, String name, String descriptor, String signature, List<Annotation> annotations, Code code,
            List<String> exceptions, List<List<Annotation>> parameterAnnotations, List<TypeAnnotation> typeAnnotations,
            Annotation.Value annotationDefault) {
        super(flags, name, descriptor, signature, annotations);
        this.code = code;
        this.exceptions = List.copyOf(exceptions);
        this.parameterAnnotations = List.copyOf(parameterAnnotations);
        this.typeAnnotations = List.copyOf(typeAnnotations);
        this.annotationDefault = annotationDefault;
    }

    /** Null if and only if the method is native or abstract. */
    public Code code() {
        return code;
    }

    /** The attribute Exceptions: internal names. */
    public List<String> exceptions() {
        return exceptions;
    }

    /** A list for each parameter as the attribute counts them (synthetic ones may be missing), or an empty list. */
    public List<List<Annotation>> parameterAnnotations() {
        return parameterAnnotations;
    }

    /** The visible annotations of the types in the declaration. */
    public List<TypeAnnotation> typeAnnotations() {
        return typeAnnotations;
    }

    /** The default of an annotation element, or null. */
    public Annotation.Value annotationDefault() {
        return annotationDefault;
    }

    public boolean isConstructor() {
        return name().equals("<init>");
    }

    @Override
    public String toString() {
        return name() + descriptor();
    }
}
