package obol.aot.desugar;

import static org.objectweb.asm.Opcodes.*;

import obol.classfile.ClassFile;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** A class under construction: final, synthetic, and a nestmate of the class that asked for it. */
final class SyntheticClass {
    static final String OBJECT = "java/lang/Object";

    final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    final String name;

    /** @param host whose private members its code uses, or null */
    SyntheticClass(String name, ClassFile host, String... interfaces) {
        this.name = name;
        writer.visit(V17, ACC_FINAL | ACC_SYNTHETIC | ACC_SUPER, name, null, OBJECT, interfaces);
        if (host != null) writer.visitNestHost(host.nestHost() != null ? host.nestHost() : host.name());
    }

    MethodVisitor method(int access, String method, String descriptor) {
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    /** Ends a method: return of what is on the stack. */
    static void end(MethodVisitor code, Type result) {
        code.visitInsn(result.getOpcode(IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Loads all parameters of a descriptor from the local {@code first} on. */
    static void loadParameters(MethodVisitor code, String descriptor, int first) {
        int local = first;
        for (Type t : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(t.getOpcode(ILOAD), local);
            local += t.getSize();
        }
    }

    byte[] bytes() {
        writer.visitEnd();
        return writer.toByteArray();
    }
}
