package obol.aot.world;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * A made-up set of classes and interfaces in packages p and q, each with at most one method {@code String m()} that returns
 * where it stands, and one field f that holds it; and callers, each with one instruction that names a member.
 */
final class Hierarchy {
    static final String M = "()Ljava/lang/String;";

    /** What decides about a type; numbers are taken modulo what there is. */
    record Spec(boolean inQ, boolean isInterface, boolean isAbstract, int superclass, int interfaces, int method, int field) {
        static Spec random(Random r) {
            return new Spec(r.nextBoolean(), r.nextInt(5) < 2, r.nextInt(4) == 0, r.nextInt(1 << 20), r.nextInt(1 << 20), r.nextInt(1 << 20),
                    r.nextInt(1 << 20));
        }
    }

    record Made(String name, boolean isInterface, boolean isAbstract, int superIndex, List<Integer> interfaceIndices, int method) {}

    /** A caller class: its static method {@code call(Object)} uses the member of the owner by this instruction. */
    record Caller(String name, int opcode, String owner, boolean interfaceRef) {}

    final List<Made> types = new ArrayList<>();
    final Map<String, byte[]> classes = new LinkedHashMap<>();
    final List<Caller> callers = new ArrayList<>();

    private static final int[] CLASS_METHODS = {-1, -1, ACC_PUBLIC, ACC_PUBLIC, ACC_PROTECTED, 0, 0, ACC_PRIVATE, ACC_PUBLIC | ACC_STATIC, ACC_ABSTRACT | ACC_PUBLIC};
    private static final int[] INTERFACE_METHODS = {-1, ACC_PUBLIC | ACC_ABSTRACT, ACC_PUBLIC | ACC_ABSTRACT, ACC_PUBLIC, ACC_PUBLIC, ACC_PRIVATE, ACC_PUBLIC | ACC_STATIC};
    private static final int[] FIELDS = {-1, -1, ACC_PUBLIC | ACC_STATIC, ACC_PROTECTED | ACC_STATIC, ACC_STATIC, ACC_PRIVATE | ACC_STATIC, ACC_PUBLIC};

    Hierarchy(List<Spec> specs) {
        for (Spec spec : specs) add(spec);
        for (Made t : types) {
            for (String from : new String[] {"p", "q"}) {
                for (int opcode : new int[] {INVOKEVIRTUAL, INVOKEINTERFACE, INVOKESTATIC, GETSTATIC}) {
                    addCaller(from, opcode, t.name, opcode == INVOKEINTERFACE || opcode == INVOKESTATIC && t.isInterface);
                }
                addCaller(from, INVOKESTATIC, t.name, !t.isInterface);
            }
        }
    }

    private void add(Spec spec) {
        int index = types.size();
        String name = (spec.inQ ? "q/T" : "p/T") + index;
        int superIndex = -1;
        List<Integer> interfaces = new ArrayList<>();
        List<Integer> classIndices = new ArrayList<>();
        for (int i = 0; i < index; i++) {
            if (!types.get(i).isInterface) classIndices.add(i);
            else if ((spec.interfaces >> i & 1) == 0) interfaces.add(i);
        }
        if (!spec.isInterface && !classIndices.isEmpty()) {
            int pick = spec.superclass % (classIndices.size() + 1);
            if (pick < classIndices.size()) superIndex = classIndices.get(classIndices.size() - 1 - pick);
        }
        int method = spec.isInterface ? INTERFACE_METHODS[spec.method % INTERFACE_METHODS.length] : CLASS_METHODS[spec.method % CLASS_METHODS.length];
        boolean isAbstract = spec.isAbstract || spec.isInterface || method != -1 && (method & ACC_ABSTRACT) != 0;
        Made made = new Made(name, spec.isInterface, isAbstract, superIndex, interfaces, method);
        types.add(made);

        ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String superName = superIndex < 0 ? "java/lang/Object" : types.get(superIndex).name;
        w.visit(V17, ACC_PUBLIC | (spec.isInterface ? ACC_INTERFACE : ACC_SUPER) | (isAbstract ? ACC_ABSTRACT : 0), name, null, superName,
                interfaces.stream().map(i -> types.get(i).name).toArray(String[]::new));
        int field = spec.isInterface ? spec.field % 2 == 0 ? -1 : ACC_PUBLIC | ACC_STATIC | ACC_FINAL : FIELDS[spec.field % FIELDS.length];
        if (field != -1) w.visitField(field, "f", "Ljava/lang/String;", null, (field & ACC_STATIC) != 0 ? name : null);
        if (!spec.isInterface) {
            MethodVisitor init = w.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
            init.visitCode();
            init.visitVarInsn(ALOAD, 0);
            init.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
            init.visitInsn(RETURN);
            init.visitMaxs(0, 0);
        }
        if (method != -1) {
            MethodVisitor m = w.visitMethod(method, "m", M, null, null);
            if ((method & ACC_ABSTRACT) == 0) {
                m.visitCode();
                m.visitLdcInsn(name);
                m.visitInsn(ARETURN);
                m.visitMaxs(0, 0);
            }
        }
        // super.m() by each superclass and each direct superinterface.
        List<Made> above = new ArrayList<>();
        for (int s = superIndex; s >= 0; s = types.get(s).superIndex) above.add(types.get(s));
        for (int i : interfaces) above.add(types.get(i));
        for (Made a : above) {
            MethodVisitor m = w.visitMethod(ACC_PUBLIC, "super_" + a.name.replace('/', '_'), M, null, null);
            m.visitCode();
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESPECIAL, a.name, "m", M, a.isInterface);
            m.visitInsn(ARETURN);
            m.visitMaxs(0, 0);
        }
        w.visitEnd();
        classes.put(name, w.toByteArray());
    }

    /** The types above, as {@link #add} writes super calls for. */
    List<Made> above(Made t) {
        List<Made> above = new ArrayList<>();
        for (int s = t.superIndex; s >= 0; s = types.get(s).superIndex) above.add(types.get(s));
        for (int i : t.interfaceIndices) above.add(types.get(i));
        return above;
    }

    private void addCaller(String from, int opcode, String owner, boolean interfaceRef) {
        String name = from + "/Caller" + callers.size();
        ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        w.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
        MethodVisitor m = w.visitMethod(ACC_PUBLIC | ACC_STATIC, "call", "(Ljava/lang/Object;)Ljava/lang/String;", null, null);
        m.visitCode();
        if (opcode == GETSTATIC) {
            m.visitFieldInsn(opcode, owner, "f", "Ljava/lang/String;");
        } else {
            if (opcode != INVOKESTATIC) {
                m.visitVarInsn(ALOAD, 0);
                m.visitTypeInsn(CHECKCAST, owner);
            }
            m.visitMethodInsn(opcode, owner, "m", M, interfaceRef);
        }
        m.visitInsn(ARETURN);
        m.visitMaxs(0, 0);
        w.visitEnd();
        classes.put(name, w.toByteArray());
        callers.add(new Caller(name, opcode, owner, interfaceRef));
    }

    /** The classes on this JVM. */
    ClassLoader load() {
        return new ClassLoader(Hierarchy.class.getClassLoader()) {
            @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/'));
                if (bytes == null) throw new ClassNotFoundException(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    @Override public String toString() {
        StringBuilder s = new StringBuilder();
        for (Made t : types) s.append(t).append('\n');
        return s.toString();
    }
}
