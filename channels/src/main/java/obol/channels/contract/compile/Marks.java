package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.List;
import obol.channels.contract.MessageType;
import obol.classfile.Annotation;
import obol.classfile.ClassFile.RecordComponent;
import obol.classfile.MethodInfo;
import obol.classfile.TypeAnnotation;

/**
 * Declared types with the annotations that stand on them and on their type arguments. Annotations of Jakarta Validation may stand on
 * every use of a type, so javac notes each as a type annotation, wherever else it notes it too.
 *
 * <p>In front of an array type an annotation is, for the language, one of the element type; for Jakarta Validation and for us it is
 * one of the array.
 */
final class Marks {
    private Marks() {
    }

    /** Parameters and, last, the result. */
    static List<GenericType> ofMethod(MethodInfo method) {
        List<GenericType> types = new ArrayList<>(
                GenericType.ofMethod(method.signature() != null ? method.signature() : method.descriptor()));
        int result = types.size() - 1;
        if (types.get(result).primitive() == MessageType.Primitive.VOID) { // no type to stand on: of the method
            types.set(result, new GenericType(types.get(result).name(), List.of(), method.annotations()));
        }
        for (TypeAnnotation mark : method.typeAnnotations()) {
            int index = mark.target() == TypeAnnotation.RESULT ? result : mark.target() == TypeAnnotation.PARAMETER ? mark.index() : -1;
            if (index >= 0 && index <= result) {
                types.set(index, marked(types.get(index), mark.path(), mark));
            }
        }
        return types;
    }

    static GenericType ofComponent(RecordComponent component) {
        GenericType type = GenericType.ofField(component.signature() != null ? component.signature() : component.descriptor());
        for (TypeAnnotation mark : component.typeAnnotations()) {
            type = marked(type, mark.path(), mark);
        }
        return type;
    }

    private static GenericType marked(GenericType type, List<TypeAnnotation.Step> path, TypeAnnotation mark) {
        if (path.isEmpty() || type.isArray() && leadsToElement(type, path)) {
            List<Annotation> marks = new ArrayList<>(type.marks());
            marks.add(mark.annotation());
            return new GenericType(type.name(), type.arguments(), marks);
        }
        TypeAnnotation.Step step = path.get(0);
        List<TypeAnnotation.Step> rest = path.subList(1, path.size());
        if (step.kind() == TypeAnnotation.Kind.NESTED_TYPE) {
            return marked(type, rest, mark);
        }
        int argument = step.argument(); // of an array 0, its element
        if (step.kind() == TypeAnnotation.Kind.WILDCARD_BOUND || argument >= type.arguments().size()) {
            return type; // of a wildcard or raw type, which is refused as such
        }
        List<GenericType> arguments = new ArrayList<>(type.arguments());
        arguments.set(argument, marked(arguments.get(argument), rest, mark));
        return new GenericType(type.name(), arguments, type.marks());
    }

    private static boolean leadsToElement(GenericType array, List<TypeAnnotation.Step> path) {
        GenericType at = array;
        for (TypeAnnotation.Step step : path) {
            if (step.kind() != TypeAnnotation.Kind.ARRAY_ELEMENT || !at.isArray()) {
                return false;
            }
            at = at.arguments().get(0);
        }
        return !at.isArray();
    }
}
