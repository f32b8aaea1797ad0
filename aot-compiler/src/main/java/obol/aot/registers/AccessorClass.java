package obol.aot.registers;

import static org.objectweb.asm.Opcodes.*;

import obol.aot.registers.RegisterMap.Accessor;
import obol.aot.registers.RegisterMap.Register;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The class that has an interface's accessors. A static method each, whose first parameter is the address of the registers, and which
 * neither allocates nor throws; and an instance method each, of an object that has the address and looks at the index, if there is one.
 */
final class AccessorClass {
    static final String SUFFIX = "$Registers";
    /** Makes an object. Its descriptor is {@code (J)L…;} with the interface. */
    static final String FACTORY = "of";

    private static final String OBJECT = "java/lang/Object", MEMORY = "obol/nucleus/Memory", ANNOTATIONS = "Lobol/nucleus/annotation/";
    private static final String BASE = "base";

    private final RegisterMap map;
    private final String name;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

    private AccessorClass(RegisterMap map) {
        this.map = map;
        name = map.name() + SUFFIX;
    }

    /** @throws RegisterFault if the registers are not in memory */
    static byte[] of(RegisterMap map) {
        if (!map.memory()) {
            throw new RegisterFault(java.util.List.of(map.name().replace('/', '.') + " does not lie in memory, so it has no accessors"));
        }
        AccessorClass made = new AccessorClass(map);
        made.object();
        for (Accessor a : map.accessors()) {
            made.access(a);
            made.instance(a);
        }
        made.writer.visitEnd();
        return made.writer.toByteArray();
    }

    /** The descriptor of the static method for an accessor's. */
    static String staticDescriptor(String descriptor) {
        return "(J" + descriptor.substring(1);
    }

    private void object() {
        writer.visit(V17, ACC_FINAL | ACC_SYNTHETIC | ACC_SUPER, name, null, OBJECT, new String[] {map.name()});
        writer.visitField(ACC_PRIVATE | ACC_FINAL, BASE, "J", null, null).visitEnd();
        MethodVisitor code = begin(ACC_PRIVATE, "<init>", "(J)V");
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(LLOAD, 1);
        code.visitFieldInsn(PUTFIELD, name, BASE, "J");
        end(code, RETURN);
        code = begin(ACC_STATIC, FACTORY, "(J)L" + map.name() + ";");
        code.visitTypeInsn(NEW, name);
        code.visitInsn(DUP);
        code.visitVarInsn(LLOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(J)V", false);
        end(code, ARETURN);
    }

    private MethodVisitor begin(int flags, String method, String descriptor) {
        MethodVisitor code = writer.visitMethod(flags, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code, int instruction) {
        code.visitInsn(instruction);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static int returnOf(Accessor a) {
        return Type.getReturnType(a.descriptor()).getOpcode(IRETURN);
    }

    private void access(Accessor a) {
        MethodVisitor code = writer.visitMethod(ACC_STATIC, a.method(), staticDescriptor(a.descriptor()), null, null);
        code.visitAnnotation(ANNOTATIONS + "NoAllocation;", false).visitEnd();
        code.visitAnnotation(ANNOTATIONS + "AlwaysInline;", false).visitEnd();
        code.visitCode();
        Register register = a.register();
        int value = register.count() == 1 ? 2 : 3; // the local of what is written
        address(code, register);
        if (a.reads()) {
            load(code, register);
            if (!a.whole()) extract(code, a.mask());
        } else if (a.whole()) {
            code.visitVarInsn(register.width() == 64 ? LLOAD : ILOAD, value);
            store(code, register);
        } else {
            code.visitInsn(DUP2);
            load(code, register);
            insert(code, a.mask(), value);
            store(code, register);
        }
        end(code, returnOf(a));
    }

    private static void address(MethodVisitor code, Register register) {
        code.visitVarInsn(LLOAD, 0);
        code.visitLdcInsn((long) register.offset());
        code.visitInsn(LADD);
        if (register.count() > 1) {
            code.visitVarInsn(ILOAD, 2);
            code.visitInsn(I2L);
            code.visitLdcInsn((long) register.step());
            code.visitInsn(LMUL);
            code.visitInsn(LADD);
        }
    }

    private static void load(MethodVisitor code, Register register) {
        switch (register.width()) {
            case 8 -> {
                code.visitMethodInsn(INVOKESTATIC, MEMORY, "getByte", "(J)B", false);
                code.visitIntInsn(SIPUSH, 0xFF);
                code.visitInsn(IAND);
            }
            case 16 -> code.visitMethodInsn(INVOKESTATIC, MEMORY, "getChar", "(J)C", false);
            case 32 -> code.visitMethodInsn(INVOKESTATIC, MEMORY, "getInt", "(J)I", false);
            default -> code.visitMethodInsn(INVOKESTATIC, MEMORY, "getLong", "(J)J", false);
        }
    }

    private static void store(MethodVisitor code, Register register) {
        switch (register.width()) {
            case 8 -> {
                code.visitInsn(I2B);
                code.visitMethodInsn(INVOKESTATIC, MEMORY, "putByte", "(JB)V", false);
            }
            case 16 -> {
                code.visitInsn(I2C);
                code.visitMethodInsn(INVOKESTATIC, MEMORY, "putChar", "(JC)V", false);
            }
            case 32 -> code.visitMethodInsn(INVOKESTATIC, MEMORY, "putInt", "(JI)V", false);
            default -> code.visitMethodInsn(INVOKESTATIC, MEMORY, "putLong", "(JJ)V", false);
        }
    }

    /** Of the register's value the bits of a mask. */
    private static void extract(MethodVisitor code, long mask) {
        int shift = Long.numberOfTrailingZeros(mask);
        code.visitLdcInsn(shift);
        code.visitInsn(IUSHR);
        code.visitLdcInsn((int) (mask >>> shift));
        code.visitInsn(IAND);
    }

    /** Into the register's value those bits of a local variable. */
    private static void insert(MethodVisitor code, long mask, int value) {
        code.visitLdcInsn((int) ~mask);
        code.visitInsn(IAND);
        code.visitVarInsn(ILOAD, value);
        code.visitLdcInsn(Long.numberOfTrailingZeros(mask));
        code.visitInsn(ISHL);
        code.visitLdcInsn((int) mask);
        code.visitInsn(IAND);
        code.visitInsn(IOR);
    }

    private void instance(Accessor a) {
        MethodVisitor code = begin(ACC_PUBLIC, a.method(), a.descriptor());
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, name, BASE, "J");
        int local = 1;
        if (a.register().count() > 1) {
            code.visitVarInsn(ILOAD, local++);
            code.visitLdcInsn(a.register().count());
            code.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "checkIndex", "(II)I", false);
        }
        if (!a.reads()) code.visitVarInsn(a.whole() && a.register().width() == 64 ? LLOAD : ILOAD, local);
        code.visitMethodInsn(INVOKESTATIC, name, a.method(), staticDescriptor(a.descriptor()), false);
        end(code, returnOf(a));
    }
}
