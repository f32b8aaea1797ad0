package obol.classfile;

import java.util.List;

/**
 * An annotation (JVMS 4.7.16).
 *
 * @param type    field descriptor of the annotation interface
 * @param visible whether it stood in a RuntimeVisible attribute; a nested one has the value of the outermost
 */
public record Annotation(String type, boolean visible, List<Element> elements) {
    public Annotation {
        elements = List.copyOf(elements);
    }

    /** The value given for an element, or null if it is left to its default. */
    public Value value(String name) {
        for (Element element : elements) {
            if (element.name.equals(name)) {
                return element.value;
            }
        }
        return null;
    }

    /** The annotation of a type in a list of them, or null. */
    static Annotation find(List<Annotation> annotations, String type) {
        for (Annotation annotation : annotations) {
            if (annotation.type.equals(type)) {
                return annotation;
            }
        }
        return null;
    }

    /** {@code name = value}. */
    public record Element(String name, Value value) { }

    /** An element value (JVMS 4.7.16.1). */
    public sealed interface Value permits Constant, EnumConstant, ClassLiteral, Nested, Array { }

    /**
     * A primitive or a string.
     *
     * @param tag   {@code B C D F I J S Z s}
     * @param value Integer for {@code B C I S Z}, Long, Float, Double, String
     */
    public record Constant(char tag, Object value) implements Value { }

    /** A constant of an enum class, whose field descriptor {@code type} is. */
    public record EnumConstant(String type, String name) implements Value { }

    /** A class literal: the field descriptor of the type, or {@code V}. */
    public record ClassLiteral(String descriptor) implements Value { }

    /** An annotation as value. */
    public record Nested(Annotation annotation) implements Value { }

    /** An array of values. */
    public record Array(List<Value> values) implements Value {
        public Array {
            values = List.copyOf(values);
        }
    }
}
