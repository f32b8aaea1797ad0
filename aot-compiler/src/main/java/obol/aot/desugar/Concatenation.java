package obol.aot.desugar;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import obol.classfile.ConstantPool;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A string concatenation: constants and arguments in order. The method appends each to a StringBuilder, which converts
 * as String.valueOf does, so as JLS 15.18.1 wants it.
 *
 * @param descriptor the arguments' types, references that are not Strings widened to Object
 * @param parts      Strings, and null where the next argument stands
 */
record Concatenation(String descriptor, List<String> parts) {
    static final String METHOD = "concatenate";
    private static final String BUILDER = "java/lang/StringBuilder";
    private static final char ARGUMENT = '\1';
    private static final char CONSTANT = '\2';

    static Concatenation ofArguments(String descriptor) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Type.getArgumentTypes(descriptor).length; i++) parts.add(null);
        return new Concatenation(widened(descriptor), parts);
    }

    /** Null if a constant is of a kind that javac never writes. */
    static Concatenation ofRecipe(String descriptor, BootstrapArguments arguments) {
        String recipe = arguments.string(0);
        List<String> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == ARGUMENT) {
                if (text.length() > 0) parts.add(text.toString());
                text.setLength(0);
                parts.add(null);
            } else if (c == CONSTANT) {
                String value = constant(arguments, constant++);
                if (value == null) return null;
                text.append(value);
            } else {
                text.append(c);
            }
        }
        if (text.length() > 0) parts.add(text.toString());
        return new Concatenation(widened(descriptor), parts);
    }

    private static String constant(BootstrapArguments arguments, int i) {
        return switch (arguments.tag(i)) {
            case ConstantPool.STRING -> arguments.string(i);
            case ConstantPool.INTEGER -> String.valueOf(arguments.integer(i));
            default -> null;
        };
    }

    private static String widened(String descriptor) {
        Type[] types = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < types.length; i++) {
            if (types[i].getSort() >= Type.ARRAY && !types[i].getDescriptor().equals("Ljava/lang/String;")) {
                types[i] = Type.getObjectType(SyntheticClass.OBJECT);
            }
        }
        return Type.getMethodDescriptor(Type.getObjectType("java/lang/String"), types);
    }

    /** A text that no other concatenation has. */
    String key() {
        StringBuilder key = new StringBuilder("concatenation ").append(descriptor);
        for (String part : parts) key.append(' ').append(part == null ? "argument" : part.length() + ":" + part);
        return key.toString();
    }

    byte[] bytes(String name) {
        SyntheticClass spun = new SyntheticClass(name, null);
        MethodVisitor code = spun.method(ACC_STATIC, METHOD, descriptor);
        code.visitTypeInsn(NEW, BUILDER);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        Type[] types = Type.getArgumentTypes(descriptor);
        int argument = 0;
        int local = 0;
        for (String part : parts) {
            if (part != null) {
                code.visitLdcInsn(part);
                append(code, Type.getObjectType("java/lang/String"));
            } else {
                Type type = types[argument++];
                code.visitVarInsn(type.getOpcode(ILOAD), local);
                local += type.getSize();
                append(code, type);
            }
        }
        code.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        SyntheticClass.end(code, Type.getReturnType(descriptor));
        return spun.bytes();
    }

    static void append(MethodVisitor code, Type type) {
        String argument = switch (type.getSort()) {
            case Type.BYTE, Type.SHORT -> "I";
            case Type.ARRAY -> "Ljava/lang/Object;";
            case Type.OBJECT -> type.getDescriptor().equals("Ljava/lang/String;") ? type.getDescriptor() : "Ljava/lang/Object;";
            default -> type.getDescriptor();
        };
        code.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "append", "(" + argument + ")L" + BUILDER + ";", false);
    }
}
