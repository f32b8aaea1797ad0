package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads generic signatures (JVMS 4.7.9.1), which nothing has checked before, and descriptors, which are signatures too. A text that is
 * none, or is nested over {@link #DEEPEST} levels, gives null. A type variable that the environment does not know is Object.
 */
final class SignatureReader {
    /** Levels of type arguments within type arguments. */
    static final int DEEPEST = 32;

    private final String text;
    private final Map<String, GenericType> variables;
    private int at;

    private SignatureReader(String text, Map<String, GenericType> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** The type of a field, component, parameter or result; null if the text is none. */
    static GenericType type(String text, Map<String, GenericType> variables) {
        try {
            SignatureReader reader = new SignatureReader(text, variables);
            GenericType type = reader.type(0);
            return reader.at == text.length() ? type : null;
        } catch (Malformed e) {
            return null;
        }
    }

    /** Parameters and, last, the result ({@code V} for none); null if the text is no method's. */
    static List<GenericType> method(String text, Map<String, GenericType> variables) {
        try {
            SignatureReader reader = new SignatureReader(text, variables);
            reader.formals();
            reader.expect('(');
            List<GenericType> types = new ArrayList<>();
            while (reader.peek() != ')') {
                types.add(reader.type(0));
            }
            reader.at++;
            types.add(reader.type(0));
            // Exceptions may follow.
            return reader.at == text.length() || reader.peek() == '^' ? types : null;
        } catch (Malformed e) {
            return null;
        }
    }

    /** The type variables that a class or method declares, each with its bounds, in their order; none if the text is null or wrong. */
    static Map<String, List<GenericType>> formals(String text, Map<String, GenericType> variables) {
        try {
            return text == null ? Map.of() : new SignatureReader(text, variables).formals();
        } catch (Malformed e) {
            return Map.of();
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    private void expect(char c) throws Malformed {
        if (peek() != c) {
            throw new Malformed();
        }
        at++;
    }

    private String until(char end) throws Malformed {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw new Malformed();
        }
        String part = text.substring(at, stop);
        at = stop + 1;
        return part;
    }

    private Map<String, List<GenericType>> formals() throws Malformed {
        Map<String, List<GenericType>> formals = new LinkedHashMap<>();
        if (peek() != '<') {
            return formals;
        }
        at++;
        while (peek() != '>') {
            List<GenericType> bounds = new ArrayList<>();
            formals.put(until(':'), bounds);
            at--;
            while (peek() == ':') {
                at++;
                if (peek() != ':') {
                    bounds.add(type(0));
                }
            }
        }
        at++;
        return formals;
    }

    private GenericType type(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        char c = peek();
        at++;
        switch (c) {
            case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z', 'V':
                return GenericType.of(String.valueOf(c));
            case 'T':
                return variables.getOrDefault(until(';'), GenericType.OBJECT);
            case '[':
                return array(depth);
            case 'L':
                return classType(depth);
            default:
                throw new Malformed();
        }
    }

    private GenericType array(int depth) throws Malformed {
        StringBuilder name = new StringBuilder("[");
        while (peek() == '[') {
            name.append('[');
            at++;
        }
        String element = type(depth + 1).name();
        if (element == null) {
            element = "java/lang/Object";
        }
        return GenericType.of(element.length() == 1 || element.startsWith("[") ? name + element : name + "L" + element + ";");
    }

    private GenericType classType(int depth) throws Malformed {
        StringBuilder name = new StringBuilder();
        List<GenericType> arguments = new ArrayList<>();
        while (true) {
            char c = peek();
            at++;
            if (c == ';') {
                return GenericType.of(name.toString(), arguments);
            } else if (c == '<') {
                arguments.clear();
                while (peek() != '>') {
                    arguments.add(argument(depth + 1));
                }
                at++;
            } else if (c == '.') {
                arguments.clear();
                name.append('$');
            } else {
                name.append(c);
            }
        }
    }

    /** A wildcard stands for its bound: what it may give or take is that at most. */
    private GenericType argument(int depth) throws Malformed {
        char c = peek();
        if (c == '*') {
            at++;
            return GenericType.OBJECT;
        }
        if (c == '+' || c == '-') {
            at++;
        }
        return type(depth);
    }
}
