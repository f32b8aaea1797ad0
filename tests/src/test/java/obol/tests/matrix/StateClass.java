package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes the class that holds the operands, for each of three sides and each type: as a static field, a field of an
 * object, an element of an array, a result of a call. {@code set<side>(i)} gives them edge value i.
 */
final class StateClass {
    static final String NAME = "matrix/State";
    static final String VALUES = "obol/tests/matrix/Values";
    /** The class of objects whose fields and methods are used. */
    static final String TARGET = "matrix/Target";
    static final int SIDES = 3;
    static final List<String> PRIMITIVES = List.of("Z", "B", "C", "S", "I", "J", "F", "D");
    static final List<String> TYPES = Stream.concat(
        Stream.concat(PRIMITIVES.stream(), PRIMITIVES.stream().map(t -> "a" + t)), Stream.of("A", "aA", "T")).toList();

    private StateClass() {}

    static Type type(String name) {
        if (name.equals("A")) return Type.getType(Object.class);
        if (name.equals("T")) return Type.getObjectType(TARGET);
        return name.startsWith("a") ? Type.getType("[" + type(name.substring(1)).getDescriptor()) : Type.getType(name);
    }

    static byte[] make() {
        ClassWriter writer = RowClass.writer(NAME, "java/lang/Object");
        RowClass.constructor(writer, "java/lang/Object");
        for (String name : TYPES) writer.visitField(ACC_PUBLIC, "f" + name, type(name).getDescriptor(), null, null);
        for (int side = 0; side < SIDES; side++) {
            writer.visitField(ACC_PUBLIC | ACC_STATIC, "o" + side, "L" + NAME + ";", null, null);
            for (String name : TYPES) {
                String descriptor = type(name).getDescriptor();
                writer.visitField(ACC_PUBLIC | ACC_STATIC, "s" + name + side, descriptor, null, null);
                writer.visitField(ACC_PUBLIC | ACC_STATIC, "e" + name + side, "[" + descriptor, null, null);
                call(writer, name, side);
            }
            set(writer, side);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void call(ClassWriter writer, String name, int side) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "call" + name + side, "()" + type(name).getDescriptor(), null, null);
        mv.visitCode();
        mv.visitIntInsn(BIPUSH, side + 1);
        mv.visitMethodInsn(INVOKESTATIC, VALUES, "effect", "(I)V", false);
        mv.visitFieldInsn(GETSTATIC, NAME, "s" + name + side, type(name).getDescriptor());
        mv.visitInsn(type(name).getOpcode(IRETURN));
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void set(ClassWriter writer, int side) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "set" + side, "(I)V", null, null);
        mv.visitCode();
        mv.visitTypeInsn(NEW, NAME);
        mv.visitInsn(DUP);
        mv.visitMethodInsn(INVOKESPECIAL, NAME, "<init>", "()V", false);
        mv.visitFieldInsn(PUTSTATIC, NAME, "o" + side, "L" + NAME + ";");
        for (String name : TYPES) {
            Type type = type(name);
            mv.visitVarInsn(ILOAD, 0);
            String owner = name.equals("T") ? TARGET : VALUES;
            mv.visitMethodInsn(INVOKESTATIC, owner, name, "(I)" + type.getDescriptor(), false);
            mv.visitVarInsn(type.getOpcode(ISTORE), 1);
            mv.visitVarInsn(type.getOpcode(ILOAD), 1);
            mv.visitFieldInsn(PUTSTATIC, NAME, "s" + name + side, type.getDescriptor());
            mv.visitFieldInsn(GETSTATIC, NAME, "o" + side, "L" + NAME + ";");
            mv.visitVarInsn(type.getOpcode(ILOAD), 1);
            mv.visitFieldInsn(PUTFIELD, NAME, "f" + name, type.getDescriptor());
            mv.visitInsn(ICONST_3);
            RowClass.newArray(mv, type);
            mv.visitInsn(DUP);
            mv.visitInsn(ICONST_1);
            mv.visitVarInsn(type.getOpcode(ILOAD), 1);
            mv.visitInsn(type.getOpcode(IASTORE));
            mv.visitFieldInsn(PUTSTATIC, NAME, "e" + name + side, "[" + type.getDescriptor());
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
