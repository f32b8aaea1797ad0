package obol.aot.world;

import java.util.List;
import obol.aot.ir.Type;

/** Classes and methods without class files, for tests of the back end. */
public final class Fixture {
    private Fixture() {}

    public static JClass type(String name) {
        return new JClass(name, JClass.Kind.CLASS, null, null, List.of(), null, 0);
    }

    public static JMethod method(JClass holder, String name, Type result, Type... parameters) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Type t : parameters) descriptor.append(letter(t));
        return new JMethod(holder, name, descriptor.append(')').append(letter(result)).toString(), 8, List.of(parameters), result);
    }

    private static String letter(Type type) {
        return switch (type) {
            case VOID -> "V";
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case REF -> "Ljava/lang/Object;";
        };
    }
}
