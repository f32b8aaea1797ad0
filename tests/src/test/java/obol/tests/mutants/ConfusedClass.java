package obol.tests.mutants;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** A class that no verifier accepts: in each of its ways a string passes for an Integer. In place of {@code mutants.Confused}. */
final class ConfusedClass {
    static final String NAME = "mutants/Confused";
    /** Names of methods that take an Object. */
    static final List<String> WAYS = List.of("result", "parameter", "field", "merge");

    private static final String INTEGER = "Ljava/lang/Integer;";
    private final ClassWriter writer = new ClassWriter(0);

    private ConfusedClass() { }

    static byte[] bytes() {
        ConfusedClass made = new ConfusedClass();
        made.write();
        return made.writer.toByteArray();
    }

    private void method(String name, String descriptor, int locals, Consumer<MethodVisitor> code) {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, name, descriptor, null, null);
        method.visitCode();
        code.accept(method);
        method.visitInsn(ARETURN);
        method.visitMaxs(1, locals);
        method.visitEnd();
    }

    private void write() {
        writer.visit(V17, ACC_SUPER | ACC_FINAL, NAME, null, "java/lang/Object", null);
        writer.visitField(ACC_STATIC, "integer", INTEGER, null, null).visitEnd();
        method("result", "(Ljava/lang/Object;)Ljava/lang/Object;", 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESTATIC, NAME, "same", "(Ljava/lang/Object;)" + INTEGER, false);
        });
        method("same", "(Ljava/lang/Object;)" + INTEGER, 1, m -> m.visitVarInsn(ALOAD, 0));
        method("parameter", "(Ljava/lang/Object;)Ljava/lang/Object;", 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESTATIC, NAME, "take", "(" + INTEGER + ")Ljava/lang/Object;", false);
        });
        method("take", "(" + INTEGER + ")Ljava/lang/Object;", 1, m -> m.visitVarInsn(ALOAD, 0));
        method("field", "(Ljava/lang/Object;)Ljava/lang/Object;", 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitFieldInsn(PUTSTATIC, NAME, "integer", INTEGER);
            m.visitFieldInsn(GETSTATIC, NAME, "integer", INTEGER);
        });
        method("merge", "(Ljava/lang/Object;)Ljava/lang/Object;", 2, m -> {
            Label frame = new Label();
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ASTORE, 1);
            m.visitJumpInsn(GOTO, frame);
            m.visitLabel(frame);
            m.visitFrame(F_APPEND, 1, new Object[] {"java/lang/Integer"}, 0, null);
            m.visitVarInsn(ALOAD, 1);
        });
        writer.visitEnd();
    }
}
