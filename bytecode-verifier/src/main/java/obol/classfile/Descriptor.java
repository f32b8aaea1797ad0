package obol.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A method descriptor taken apart (JVMS 4.3.3), and the grammar of both kinds of descriptor. A type is written as its
 * field descriptor: {@code I}, {@code Ljava/lang/String;}, {@code [[J}; the return type may be {@code V}.
 *
 * @param parameters    types of the parameters, without the receiver; unmodifiable
 * @param returnType    type of the result, or {@code V}
 * @param parameterSlots local variables that the parameters take, without the receiver: 0 to 255
 */
public record Descriptor(List<String> parameters, String returnType, int parameterSlots) {
    /** Most dimensions of an array type (JVMS 4.3.2) and most slots of parameters (JVMS 4.3.3). */
    static final int LIMIT = 255;

    public Descriptor {
        parameters = List.copyOf(parameters);
    }

    /** @throws IllegalArgumentException if the text is no method descriptor; never for one out of a {@link ClassFile} */
    public static Descriptor ofMethod(String text) {
        List<String> parameters = new ArrayList<>();
        int slots = 0;
        int at = 1;
        if (text.startsWith("(")) {
            int end;
            while ((end = fieldEnd(text, at)) > 0) {
                String type = text.substring(at, end);
                parameters.add(type);
                slots += slots(type);
                at = end;
            }
            if (slots <= LIMIT && at < text.length() && text.charAt(at) == ')'
                    && (text.substring(at + 1).equals("V") || fieldEnd(text, at + 1) == text.length())) {
                return new Descriptor(parameters, text.substring(at + 1), slots);
            }
        }
        throw new IllegalArgumentException("no method descriptor: " + text);
    }

    /** Whether the text is a field descriptor (JVMS 4.3.2). */
    public static boolean isField(String text) {
        return !text.isEmpty() && fieldEnd(text, 0) == text.length();
    }

    /** Whether the text is a method descriptor (JVMS 4.3.3) with no more than 255 slots of parameters. */
    public static boolean isMethod(String text) {
        if (!text.startsWith("(")) {
            return false;
        }
        int at = 1;
        int slots = 0;
        int end;
        while ((end = fieldEnd(text, at)) > 0) {
            slots += text.charAt(at) == 'J' || text.charAt(at) == 'D' ? 2 : 1;
            at = end;
        }
        if (slots > LIMIT || at >= text.length() || text.charAt(at) != ')') {
            return false;
        }
        return at + 2 == text.length() && text.charAt(at + 1) == 'V' || fieldEnd(text, at + 1) == text.length();
    }

    /** Local variables or stack slots of a type: 2 for {@code J} and {@code D}, 0 for {@code V}, else 1. */
    public static int slots(String type) {
        return switch (type.charAt(0)) {
            case 'J', 'D' -> 2;
            case 'V' -> 0;
            default -> 1;
        };
    }

    /** Whether values of the type are references. */
    public static boolean isReference(String type) {
        char c = type.charAt(0);
        return c == 'L' || c == '[';
    }

    /** The type as a CONSTANT_Class would name it: {@code Lp/C;} is {@code p/C}, an array stays; null if primitive. */
    public static String className(String type) {
        return switch (type.charAt(0)) {
            case 'L' -> type.substring(1, type.length() - 1);
            case '[' -> type;
            default -> null;
        };
    }

    /** The inverse of {@link #className}: {@code p/C} is {@code Lp/C;}, an array stays. */
    public static String ofClass(String className) {
        return className.startsWith("[") ? className : "L" + className + ";";
    }

    /** Index after the field descriptor that begins at {@code at}, or -1 if none does. */
    private static int fieldEnd(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) == '[') {
            i++;
        }
        if (i == text.length() || i - at > LIMIT) {
            return -1;
        }
        switch (text.charAt(i)) {
            case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z':
                return i + 1;
            case 'L':
                int end = text.indexOf(';', i);
                return end > 0 && Names.isClass(text, i + 1, end) ? end + 1 : -1;
            default:
                return -1;
        }
    }
}
