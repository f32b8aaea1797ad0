package obol.channels.contract.generate;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** A class file in the making. Constants that need code to be made are made at first use, each by a method of its own. */
final class ClassBuilder {
    private final String internalName;
    private final String neighbour;
    private final ClassWriter writer;
    /** Key of a lazy constant to its method: {@code c0}, {@code c1}, … */
    private final Map<String, String> constants = new LinkedHashMap<>();

    /** @param name binary name, {@code neighbour} and suffix */
    ClassBuilder(String name, String neighbour, String superName, String... interfaces) {
        this.internalName = internal(name);
        this.neighbour = neighbour;
        // Generated code never merges two reference types of which one is not Object or an interface.
        writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, internalName, null, superName, interfaces);
    }

    String internalName() {
        return internalName;
    }

    MethodVisitor method(int access, String name, String descriptor) {
        MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        return method;
    }

    static void end(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /**
     * A private constructor without parameters and {@code public static final INSTANCE}. The field has the type of the superclass:
     * so no generated class needs another one to be verified, and they can be defined in any order.
     */
    void singleton(String superName) {
        String descriptor = "L" + superName + ";";
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "INSTANCE", descriptor, null, null).visitEnd();
        MethodVisitor initialiser = method(ACC_STATIC, "<clinit>", "()V");
        initialiser.visitTypeInsn(NEW, internalName);
        initialiser.visitInsn(DUP);
        initialiser.visitMethodInsn(INVOKESPECIAL, internalName, "<init>", "()V", false);
        initialiser.visitFieldInsn(PUTSTATIC, internalName, "INSTANCE", descriptor);
        initialiser.visitInsn(RETURN);
        end(initialiser);
        MethodVisitor constructor = method(ACC_PRIVATE, "<init>", "()V");
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        end(constructor);
    }

    /**
     * Pushes a constant of which this class keeps one.
     *
     * @param key  the same key, the same constant
     * @param make pushes it anew
     */
    void pushConstant(MethodVisitor code, String key, String descriptor, Consumer<MethodVisitor> make) {
        String name = constants.get(key);
        if (name == null) {
            name = "c" + constants.size();
            constants.put(key, name);
            writer.visitField(ACC_PRIVATE | ACC_STATIC, name, descriptor, null, null).visitEnd();
            MethodVisitor method = method(ACC_PRIVATE | ACC_STATIC, name, "()" + descriptor);
            Label made = new Label();
            method.visitFieldInsn(GETSTATIC, internalName, name, descriptor);
            method.visitJumpInsn(IFNONNULL, made);
            make.accept(method);
            method.visitFieldInsn(PUTSTATIC, internalName, name, descriptor);
            method.visitLabel(made);
            method.visitFieldInsn(GETSTATIC, internalName, name, descriptor);
            method.visitInsn(ARETURN);
            end(method);
        }
        code.visitMethodInsn(INVOKESTATIC, internalName, name, "()" + descriptor, false);
    }

    Generated finish() {
        writer.visitEnd();
        return new Generated(internalName.replace('/', '.'), neighbour, writer.toByteArray());
    }

    static String internal(String binaryName) {
        return binaryName.replace('.', '/');
    }
}
