package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Makes the classes whose fields and methods the rows use: an interface, a class and its subclass. */
final class TargetClass {
    static final String INTERFACE = "matrix/Interface";
    static final String SUB = "matrix/Sub";
    /** Types with fields {@code f<T>} and static fields {@code s<T>}. */
    static final List<String> FIELDS = List.of("Z", "B", "C", "S", "I", "J", "F", "D", "A");
    /** Parameters of the methods {@code s<k>}, static, and {@code v<k>}, virtual: more than fit in registers, too. */
    static final List<List<String>> SIGNATURES = signatures();

    private TargetClass() {}

    private static List<List<String>> signatures() {
        List<List<String>> all = new ArrayList<>();
        String[] order = {"I", "J", "F", "D", "A", "B", "S", "C", "Z"};
        for (int n = 1; n <= 10; n++) {
            List<String> mixed = new ArrayList<>();
            for (int i = 0; i < n; i++) mixed.add(order[(n + i * 2) % order.length]);
            all.add(List.copyOf(mixed));
        }
        for (String type : List.of("I", "J", "F", "D", "A")) all.add(Collections.nCopies(12, type));
        return List.copyOf(all);
    }

    static String descriptor(List<String> parameters) {
        StringBuilder text = new StringBuilder("(");
        for (String p : parameters) text.append(StateClass.type(p).getDescriptor());
        return text.append(")J").toString();
    }

    static byte[] makeInterface() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, INTERFACE, null, "java/lang/Object", null);
        for (int k = 0; k < SIGNATURES.size(); k++) {
            writer.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "v" + k, descriptor(SIGNATURES.get(k)), null, null).visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    static byte[] make() {
        ClassWriter writer = RowClass.writer(StateClass.TARGET, "java/lang/Object", INTERFACE);
        RowClass.constructor(writer, "java/lang/Object");
        for (String name : FIELDS) {
            writer.visitField(ACC_PUBLIC, "f" + name, StateClass.type(name).getDescriptor(), null, null);
            writer.visitField(ACC_PUBLIC | ACC_STATIC, "s" + name, StateClass.type(name).getDescriptor(), null, null);
        }
        for (int k = 0; k < SIGNATURES.size(); k++) {
            method(writer, ACC_PUBLIC | ACC_STATIC, "s" + k, SIGNATURES.get(k), null);
            method(writer, ACC_PUBLIC, "v" + k, SIGNATURES.get(k), null);
        }
        edge(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    static byte[] makeSub() {
        ClassWriter writer = RowClass.writer(SUB, StateClass.TARGET);
        RowClass.constructor(writer, StateClass.TARGET);
        for (int k = 0; k < SIGNATURES.size(); k++) method(writer, ACC_PUBLIC, "v" + k, SIGNATURES.get(k), StateClass.TARGET);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Mixes its parameters; in an override, after the overridden method's result. */
    private static void method(ClassWriter writer, int access, String name, List<String> parameters, String overridden) {
        MethodVisitor mv = writer.visitMethod(access, name, descriptor(parameters), null, null);
        mv.visitCode();
        int first = (access & ACC_STATIC) != 0 ? 0 : 1;
        if (overridden == null) {
            mv.visitLdcInsn((long) name.hashCode());
        } else {
            mv.visitVarInsn(ALOAD, 0);
            loads(mv, parameters, first, false);
            mv.visitMethodInsn(INVOKESPECIAL, overridden, name, descriptor(parameters), false);
        }
        loads(mv, parameters, first, true);
        mv.visitInsn(LRETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void loads(MethodVisitor mv, List<String> parameters, int first, boolean mix) {
        int local = first;
        for (String p : parameters) {
            Type type = StateClass.type(p);
            mv.visitVarInsn(type.getOpcode(ILOAD), local);
            local += type.getSize();
            if (!mix) continue;
            RowClass.toLong(mv, p.charAt(0));
            mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "mix", "(JJ)J", false);
        }
    }

    private static void edge(ClassWriter writer) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "T", "(I)L" + StateClass.TARGET + ";", null, null);
        mv.visitCode();
        Label none = new Label();
        mv.visitVarInsn(ILOAD, 0);
        mv.visitInsn(ICONST_3);
        mv.visitInsn(IREM);
        mv.visitJumpInsn(IFEQ, none);
        Label base = new Label();
        mv.visitVarInsn(ILOAD, 0);
        mv.visitInsn(ICONST_1);
        mv.visitInsn(IAND);
        mv.visitJumpInsn(IFEQ, base);
        create(mv, SUB);
        mv.visitLabel(base);
        create(mv, StateClass.TARGET);
        mv.visitLabel(none);
        mv.visitInsn(ACONST_NULL);
        mv.visitInsn(ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void create(MethodVisitor mv, String type) {
        mv.visitTypeInsn(NEW, type);
        mv.visitInsn(DUP);
        mv.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
        mv.visitInsn(ARETURN);
    }
}
