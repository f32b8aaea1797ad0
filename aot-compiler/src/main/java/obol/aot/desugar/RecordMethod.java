package obol.aot.desugar;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.InnerClass;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * equals, hashCode or toString of a record, as java.lang.runtime.ObjectMethods makes them: equals compares floats and
 * doubles by their class's compare, primitives by ==, others by Objects.equals, and the last component first, as the JDK's
 * does; hashCode is the sum of the components' hash codes, each step times 31, beginning with 0.
 */
final class RecordMethod {
    private static final String BUILDER = "java/lang/StringBuilder";

    private final ClassFile record;
    private final String name;
    private final String descriptor;
    private final List<MemberRef> components = new ArrayList<>();
    private final String[] names;

    RecordMethod(ClassFile record, DynamicRef ref, BootstrapArguments arguments) {
        this.record = record;
        name = ref.name();
        descriptor = ref.descriptor();
        String list = arguments.string(1);
        names = list.isEmpty() ? new String[0] : list.split(";");
        for (int i = 2; i < arguments.size(); i++) components.add(arguments.handle(i).member());
    }

    byte[] bytes(String className) {
        SyntheticClass spun = new SyntheticClass(className, record);
        MethodVisitor code = spun.method(ACC_STATIC, name, descriptor);
        switch (name) {
            case "equals" -> equality(code);
            case "hashCode" -> hash(code);
            default -> text(code);
        }
        SyntheticClass.end(code, Type.getReturnType(descriptor));
        return spun.bytes();
    }

    private static void load(MethodVisitor code, int local, MemberRef component) {
        code.visitVarInsn(ALOAD, local);
        code.visitFieldInsn(GETFIELD, component.owner(), component.name(), component.descriptor());
    }

    private void equality(MethodVisitor code) {
        Label same = new Label();
        Label different = new Label();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitJumpInsn(IF_ACMPEQ, same);
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(INSTANCEOF, record.name());
        code.visitJumpInsn(IFEQ, different);
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(CHECKCAST, record.name());
        code.visitVarInsn(ASTORE, 2);
        for (int i = components.size() - 1; i >= 0; i--) {
            MemberRef c = components.get(i);
            load(code, 0, c);
            load(code, 2, c);
            switch (c.descriptor().charAt(0)) {
                case 'J' -> {
                    code.visitInsn(LCMP);
                    code.visitJumpInsn(IFNE, different);
                }
                case 'F', 'D' -> {
                    String d = c.descriptor();
                    code.visitMethodInsn(INVOKESTATIC, wrapper(d), "compare", "(" + d + d + ")I", false);
                    code.visitJumpInsn(IFNE, different);
                }
                case 'L', '[' -> {
                    code.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
                    code.visitJumpInsn(IFEQ, different);
                }
                default -> code.visitJumpInsn(IF_ICMPNE, different);
            }
        }
        code.visitLabel(same);
        code.visitFrame(F_SAME, 0, null, 0, null);
        code.visitInsn(ICONST_1);
        code.visitInsn(IRETURN);
        code.visitLabel(different);
        code.visitFrame(F_SAME, 0, null, 0, null);
        code.visitInsn(ICONST_0);
    }

    private void hash(MethodVisitor code) {
        code.visitInsn(ICONST_0);
        for (MemberRef c : components) {
            code.visitIntInsn(BIPUSH, 31);
            code.visitInsn(IMUL);
            load(code, 0, c);
            String d = c.descriptor();
            if (Type.getType(d).getSort() >= Type.ARRAY) {
                code.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I", false);
            } else {
                code.visitMethodInsn(INVOKESTATIC, wrapper(d), "hashCode", "(" + d + ")I", false);
            }
            code.visitInsn(IADD);
        }
    }

    private void text(MethodVisitor code) {
        code.visitTypeInsn(NEW, BUILDER);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        String before = simpleName() + "[";
        for (int i = 0; i < components.size(); i++) {
            literal(code, before + names[i] + "=");
            load(code, 0, components.get(i));
            Concatenation.append(code, Type.getType(components.get(i).descriptor()));
            before = ", ";
        }
        literal(code, components.isEmpty() ? before + "]" : "]");
        code.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    }

    private static void literal(MethodVisitor code, String text) {
        code.visitLdcInsn(text);
        Concatenation.append(code, Type.getObjectType("java/lang/String"));
    }

    /** As Class.getSimpleName. */
    private String simpleName() {
        for (InnerClass inner : record.innerClasses()) {
            if (inner.name().equals(record.name())) return inner.simpleName() == null ? "" : inner.simpleName();
        }
        return record.name().substring(record.name().lastIndexOf('/') + 1);
    }

    private static String wrapper(String primitive) {
        return switch (primitive.charAt(0)) {
            case 'Z' -> "java/lang/Boolean";
            case 'B' -> "java/lang/Byte";
            case 'C' -> "java/lang/Character";
            case 'S' -> "java/lang/Short";
            case 'I' -> "java/lang/Integer";
            case 'J' -> "java/lang/Long";
            case 'F' -> "java/lang/Float";
            default -> "java/lang/Double";
        };
    }
}
