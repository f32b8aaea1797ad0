package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.List;
import obol.channels.contract.MessageType.Primitive;
import obol.classfile.Annotation;

/**
 * A type as declared (JVMS 4.7.9.1).
 *
 * @param name      binary name; else one that no class can have: {@code "["} for an array of the one argument, {@code "["} and the
 *                  descriptor letter for a primitive or void, {@code "T" + name + ";"} for a type variable, {@code "[?"} for a
 *                  wildcard
 * @param arguments type arguments; of nested generic classes, the innermost's
 * @param marks     annotations that stand on this use of the type; see {@link Marks}
 */
record GenericType(String name, List<GenericType> arguments, List<Annotation> marks) {
    static final String ARRAY = "[";
    static final String WILDCARD = "[?";

    GenericType(String name, List<GenericType> arguments) {
        this(name, arguments, List.of());
    }

    /** The primitive type or void, or null. */
    Primitive primitive() {
        return name.length() == 2 && name.charAt(0) == '[' ? Primitive.of(name.charAt(1)) : null;
    }

    boolean isArray() {
        return name.equals(ARRAY);
    }

    boolean isVariable() {
        return name.endsWith(";");
    }

    /** The type that a field descriptor or field signature denotes. */
    static GenericType ofField(String signature) {
        try {
            return new Parser(signature).type();
        } catch (IndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("malformed signature " + signature, cut);
        }
    }

    /** Parameters and, last, the result that a method descriptor or signature denotes. */
    static List<GenericType> ofMethod(String signature) {
        try {
            Parser parser = new Parser(signature);
            parser.skipFormals();
            List<GenericType> types = new ArrayList<>();
            parser.at++; // '('
            while (signature.charAt(parser.at) != ')') {
                types.add(parser.type());
            }
            parser.at++;
            types.add(parser.type());
            return types;
        } catch (IndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("malformed signature " + signature, cut);
        }
    }

    /** Whether a class or method signature declares type parameters. */
    static boolean declaresParameters(String signature) {
        return signature != null && signature.startsWith("<");
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        GenericType type() {
            char first = text.charAt(at++);
            switch (first) {
                case '[':
                    return new GenericType(ARRAY, List.of(type()));
                case 'T':
                    int end = text.indexOf(';', at) + 1;
                    String variable = text.substring(at - 1, end);
                    at = end;
                    return new GenericType(variable, List.of());
                case 'L':
                    return classType();
                case '*':
                    return new GenericType(WILDCARD, List.of());
                case '+', '-':
                    type();
                    return new GenericType(WILDCARD, List.of());
                default:
                    return new GenericType("[" + first, List.of());
            }
        }

        private GenericType classType() {
            StringBuilder name = new StringBuilder();
            List<GenericType> arguments = List.of();
            while (true) {
                char next = text.charAt(at++);
                switch (next) {
                    case ';' -> {
                        return new GenericType(name.toString(), arguments);
                    }
                    case '<' -> {
                        arguments = new ArrayList<>();
                        while (text.charAt(at) != '>') {
                            arguments.add(type());
                        }
                        at++;
                    }
                    case '.' -> { // a member of a generic class
                        name.append('$');
                        arguments = List.of();
                    }
                    default -> name.append(next == '/' ? '.' : next);
                }
            }
        }

        /** Over {@code <T:Lbound;...>}. */
        void skipFormals() {
            if (text.charAt(at) != '<') {
                return;
            }
            int depth = 0;
            do {
                char next = text.charAt(at++);
                depth += next == '<' ? 1 : next == '>' ? -1 : 0;
            } while (depth > 0);
        }
    }
}
