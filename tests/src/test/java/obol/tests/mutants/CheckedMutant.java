package obol.tests.mutants;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * The classes of one mutant in a package of their own, with a check at each place where an object comes from elsewhere: parameters, fields,
 * results. Interfaces are left out, which verification takes for Object.
 */
final class CheckedMutant {
    private static final String CHECKS = "mutants/Checks";

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> interfaces;

    /** @param interfaces names of those among the classes */
    CheckedMutant(int number, Set<String> classes, Set<String> interfaces) {
        this.interfaces = interfaces;
        classes.forEach(name -> names.put(name, "mutants/m" + number + name.substring(name.indexOf('/'))));
    }

    String renamed(String name) {
        return names.get(name);
    }

    byte[] instrument(byte[] bytes) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassVisitor renaming = new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, names));
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, renaming) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                return new Checking(method, access, descriptor);
            }
        }, 0);
        return writer.toByteArray();
    }

    private boolean isClass(Type type) {
        if (type.getSort() != Type.OBJECT || interfaces.contains(type.getInternalName())) {
            return type.getSort() == Type.ARRAY;
        }
        if (names.containsKey(type.getInternalName())) {
            return true;
        }
        try {
            return !Class.forName(type.getClassName(), false, null).isInterface();
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private final class Checking extends MethodVisitor {
        private final int access;
        private final String descriptor;

        Checking(MethodVisitor next, int access, String descriptor) {
            super(Opcodes.ASM9, next);
            this.access = access;
            this.descriptor = descriptor;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            int local = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
            for (Type parameter : Type.getArgumentTypes(descriptor)) {
                if (isClass(parameter)) {
                    super.visitVarInsn(Opcodes.ALOAD, local);
                    check(parameter);
                }
                local += parameter.getSize();
            }
            step();
        }

        private void step() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "step", "()V", false);
        }

        private void check(Type type) {
            super.visitLdcInsn(type);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "isA", "(Ljava/lang/Object;Ljava/lang/Class;)V", false);
        }

        private void checkTop(Type type) {
            if (isClass(type)) {
                super.visitInsn(Opcodes.DUP);
                check(type);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            super.visitFieldInsn(opcode, owner, name, type);
            if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
                checkTop(Type.getType(type));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
            checkTop(Type.getReturnType(type));
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            step();
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            step();
            super.visitTableSwitchInsn(min, max, other, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            step();
            super.visitLookupSwitchInsn(other, keys, labels);
        }
    }
}
