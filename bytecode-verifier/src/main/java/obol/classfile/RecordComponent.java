package obol.classfile;

import java.util.List;

/** A component of a record class (JVMS 4.7.30); {@code signature} is null if it has none. */
public record RecordComponent(String name, String descriptor, String signature, List<Annotation> annotations,
                              List<TypeAnnotation> typeAnnotations) {
    public RecordComponent {
        annotations = List.copyOf(annotations);
        typeAnnotations = List.copyOf(typeAnnotations);
    }
}
