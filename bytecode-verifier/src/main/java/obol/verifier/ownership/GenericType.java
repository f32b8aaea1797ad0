package obol.verifier.ownership;

import java.util.List;
import java.util.StringJoiner;

/**
 * A type with its arguments, as far as owners need it: a class, an array (by its descriptor), a primitive (by its letter), or a
 * <i>cell</i>, an argument that is not known yet. A cell is bound once, by the first value that tells, and then stands for that type.
 */
final class GenericType {
    static final GenericType OBJECT = new GenericType("java/lang/Object", List.of());

    private final String name;
    private final List<GenericType> arguments;
    private GenericType bound;

    private GenericType(String name, List<GenericType> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    static GenericType of(String name) {
        return new GenericType(name, List.of());
    }

    static GenericType of(String name, List<GenericType> arguments) {
        return new GenericType(name, List.copyOf(arguments));
    }

    static GenericType cell() {
        return new GenericType(null, List.of());
    }

    /** What this stands for: itself, or what a bound cell was bound to. */
    GenericType resolved() {
        GenericType type = this;
        while (type.bound != null) {
            type = type.bound;
        }
        return type;
    }

    boolean isUnknown() {
        return resolved().name == null;
    }

    /** Binds a cell that is unknown; binding it to itself does nothing. */
    void bind(GenericType to) {
        GenericType cell = resolved();
        if (cell.name != null) {
            throw new IllegalStateException("bound already: " + cell);
        }
        GenericType target = to.resolved();
        if (target != cell && !target.mentions(cell, 0)) {
            cell.bound = target;
        }
    }

    /** A type that held itself could never be printed; no type that a compiler writes does. */
    private boolean mentions(GenericType cell, int depth) {
        for (GenericType argument : resolved().arguments) {
            if (depth > SignatureReader.DEEPEST || argument.resolved() == cell || argument.mentions(cell, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Internal name of the class, descriptor of the array, letter of the primitive; null while unknown. */
    String name() {
        return resolved().name;
    }

    List<GenericType> arguments() {
        return resolved().arguments;
    }

    /** The last part of an internal name, as messages show it. */
    static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    }

    @Override
    public String toString() {
        GenericType type = resolved();
        if (type.name == null) {
            return "?";
        }
        if (type.name.startsWith("[")) {
            int dimensions = type.name.lastIndexOf('[') + 1;
            String element = type.name.substring(dimensions);
            String shown = element.startsWith("L") ? simpleName(element.substring(1, element.length() - 1)) : element;
            return shown + "[]".repeat(dimensions);
        }
        String simple = simpleName(type.name);
        if (type.arguments.isEmpty()) {
            return simple;
        }
        StringJoiner joined = new StringJoiner(", ", simple + "<", ">");
        type.arguments.forEach(argument -> joined.add(argument.toString()));
        return joined.toString();
    }
}
