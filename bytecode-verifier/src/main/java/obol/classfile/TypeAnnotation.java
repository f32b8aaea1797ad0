package obol.classfile;

import java.util.List;

/**
 * An annotation of a type in a declaration (JVMS 4.7.20).
 *
 * @param target which type of the declaration: one of the constants here, or another {@code target_type} of table 4.7.20-A
 * @param index  of {@link #PARAMETER} its number from 0; else 0
 * @param path   the way from there to the part that is annotated; empty for the type itself
 */
public record TypeAnnotation(int target, int index, List<Step> path, Annotation annotation) {
    /** The type of a field or record component. */
    public static final int FIELD = 0x13;
    public static final int RESULT = 0x14;
    public static final int PARAMETER = 0x16;

    public TypeAnnotation {
        path = List.copyOf(path);
    }

    /** @param argument of TYPE_ARGUMENT its number from 0; else 0 */
    public record Step(Kind kind, int argument) { }

    /** In the order of their codes. */
    public enum Kind { ARRAY_ELEMENT, NESTED_TYPE, WILDCARD_BOUND, TYPE_ARGUMENT }
}
