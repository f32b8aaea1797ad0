package obol.classfile;

import java.util.ArrayList;
import java.util.List;

/** Annotations and element values (JVMS 4.7.16 to 4.7.22). */
final class AnnotationParser {
    /** Deepest nesting; javac can't write more than a handful. Bounds the recursion. */
    private static final int DEEPEST = 64;

    private final ByteInput in;
    private final ConstantPoolParser constants;

    AnnotationParser(ByteInput in, ConstantPoolParser constants) {
        this.in = in;
        this.constants = constants;
    }

    List<Annotation> annotations(boolean visible) throws ClassFormatException {
        int count = in.u2();
        List<Annotation> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(annotation(visible, 0));
        }
        return list;
    }

    /** Appends to what is there for each parameter. */
    void parameterAnnotations(boolean visible, List<List<Annotation>> into) throws ClassFormatException {
        int count = in.u1();
        for (int i = 0; i < count; i++) {
            if (i == into.size()) {
                into.add(new ArrayList<>());
            }
            into.get(i).addAll(annotations(visible));
        }
    }

    /** Those of a method, field or record component; in code they have other targets. */
    List<TypeAnnotation> typeAnnotations() throws ClassFormatException {
        int count = in.u2();
        List<TypeAnnotation> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int target = in.u1();
            int index = 0;
            switch (target) {
                case 0x00, 0x01 -> in.skip(1); // a type parameter
                case 0x10, 0x17 -> in.skip(2); // a supertype, an exception
                case 0x11, 0x12 -> in.skip(2); // a bound of a type parameter
                case TypeAnnotation.FIELD, TypeAnnotation.RESULT, 0x15 -> { }
                case TypeAnnotation.PARAMETER -> index = in.u1();
                default -> throw in.wrong("type annotation with the unknown target " + target);
            }
            int length = in.u1();
            List<TypeAnnotation.Step> path = new ArrayList<>();
            for (int k = 0; k < length; k++) {
                int kind = in.u1();
                if (kind >= TypeAnnotation.Kind.values().length) {
                    throw in.wrong("type path with the unknown kind " + kind);
                }
                path.add(new TypeAnnotation.Step(TypeAnnotation.Kind.values()[kind], in.u1()));
            }
            list.add(new TypeAnnotation(target, index, path, annotation(true, 0)));
        }
        return list;
    }

    Annotation.Value value() throws ClassFormatException {
        return value(true, 0);
    }

    private Annotation annotation(boolean visible, int depth) throws ClassFormatException {
        String type = constants.fieldDescriptor(in.u2());
        int count = in.u2();
        List<Annotation.Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = constants.utf8(in.u2());
            elements.add(new Annotation.Element(name, value(visible, depth)));
        }
        return new Annotation(type, visible, elements);
    }

    private Annotation.Value value(boolean visible, int depth) throws ClassFormatException {
        if (depth > DEEPEST) {
            throw in.wrong("annotation values nested more than " + DEEPEST + " deep");
        }
        int tag = in.u1();
        switch (tag) {
            case 'B', 'C', 'I', 'S', 'Z':
                return new Annotation.Constant((char) tag, constants.constant(in.u2(), ConstantPool.INTEGER));
            case 'J':
                return new Annotation.Constant('J', constants.constant(in.u2(), ConstantPool.LONG));
            case 'F':
                return new Annotation.Constant('F', constants.constant(in.u2(), ConstantPool.FLOAT));
            case 'D':
                return new Annotation.Constant('D', constants.constant(in.u2(), ConstantPool.DOUBLE));
            case 's':
                return new Annotation.Constant('s', constants.utf8(in.u2()));
            case 'e':
                String type = constants.fieldDescriptor(in.u2());
                return new Annotation.EnumConstant(type, constants.utf8(in.u2()));
            case 'c':
                int index = in.u2();
                String literal = constants.utf8(index);
                return new Annotation.ClassLiteral(literal.equals("V") ? literal : constants.fieldDescriptor(index));
            case '@':
                return new Annotation.Nested(annotation(visible, depth + 1));
            case '[':
                int count = in.u2();
                List<Annotation.Value> values = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    values.add(value(visible, depth + 1));
                }
                return new Annotation.Array(values);
            default:
                throw in.wrong("element value with the unknown tag " + tag);
        }
    }
}
