package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Makes a random program of a seed: classes of which the first has {@code static long run()}, the hash of everything that
 * happened. Methods call only those made before them, and loops that may be long use up fuel, so it ends.
 *
 * <p>Beside the program's own class there are a class with three subclasses, for virtual calls, and two classes with
 * initializers that have effects, one of which fails.
 */
final class RandomClass {
    static final int METHODS = 5;
    static final int SUBCLASSES = 3;
    static final String TYPES = "IJFD";
    private static final String METHOD = "(IJFD[I)J";
    private static final int FUEL = 3000;

    private final String name;
    private final String base;
    private final Random random;
    private final Map<String, byte[]> classes = new HashMap<>();

    private RandomClass(String name, long seed) {
        this.name = name;
        this.base = name + "$Base";
        this.random = new Random(seed);
    }

    /** Class files by name. */
    static Map<String, byte[]> make(String name, long seed) {
        RandomClass made = new RandomClass(name, seed);
        made.family();
        made.initialized(0, false);
        made.initialized(1, true);
        made.program();
        return made.classes;
    }

    private void family() {
        for (int i = 0; i <= SUBCLASSES; i++) {
            String own = i == 0 ? base : name + "$Sub" + i;
            String parent = i == 0 ? "java/lang/Object" : i == 3 ? name + "$Sub2" : base;
            ClassWriter writer = RowClass.writer(own, parent);
            RowClass.constructor(writer, parent);
            if (i == 0) for (char type : TYPES.toCharArray()) writer.visitField(ACC_PUBLIC, "f" + type, String.valueOf(type), null, null);
            MethodVisitor mv = writer.visitMethod(ACC_PUBLIC, "v", "(IJ)J", null, null);
            mv.visitCode();
            mv.visitVarInsn(ALOAD, 0);
            mv.visitInsn(DUP);
            mv.visitFieldInsn(GETFIELD, base, "fI", "I");
            mv.visitVarInsn(ILOAD, 1);
            mv.visitInsn(new int[] {IADD, IXOR, ISHL, IREM}[random.nextInt(4)]);
            mv.visitFieldInsn(PUTFIELD, base, "fI", "I");
            if (i == 3) {
                mv.visitVarInsn(ALOAD, 0);
                mv.visitVarInsn(ILOAD, 1);
                mv.visitVarInsn(LLOAD, 2);
                mv.visitMethodInsn(INVOKESPECIAL, parent, "v", "(IJ)J", false);
            } else {
                mv.visitVarInsn(LLOAD, 2);
            }
            mv.visitVarInsn(ALOAD, 0);
            mv.visitFieldInsn(GETFIELD, base, "fI", "I");
            mv.visitInsn(new int[] {LSHL, LSHR, LUSHR}[random.nextInt(3)]);
            mv.visitInsn(LRETURN);
            mv.visitMaxs(0, 0);
            mv.visitEnd();
            end(writer, own);
        }
    }

    /** A class whose initializer has an effect, and perhaps fails. */
    private void initialized(int number, boolean fails) {
        String own = name + "$Init" + number;
        ClassWriter writer = RowClass.writer(own, "java/lang/Object");
        writer.visitField(ACC_PUBLIC | ACC_STATIC, "value", "I", null, null);
        MethodVisitor mv = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        mv.visitCode();
        RowClass.integer(mv, 100 + number);
        mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "effect", "(I)V", false);
        RowClass.integer(mv, random.nextInt());
        if (fails) {
            mv.visitInsn(ICONST_0);
            mv.visitInsn(IDIV);
        }
        mv.visitFieldInsn(PUTSTATIC, own, "value", "I");
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        end(writer, own);
    }

    private void end(ClassWriter writer, String own) {
        writer.visitEnd();
        classes.put(own, writer.toByteArray());
    }

    private void program() {
        ClassWriter writer = RowClass.writer(name, "java/lang/Object");
        for (char type : TYPES.toCharArray()) writer.visitField(ACC_PUBLIC | ACC_STATIC, "s" + type, String.valueOf(type), null, null);
        writer.visitField(ACC_PUBLIC | ACC_STATIC, "sA", "[I", null, null);
        writer.visitField(ACC_PUBLIC | ACC_STATIC, "fuel", "I", null, null);
        pick(writer);
        for (int k = 0; k < METHODS; k++) {
            MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "m" + k, METHOD, null, null);
            mv.visitCode();
            new RandomMethod(name, mv, random, k).body();
            mv.visitMaxs(0, 0);
            mv.visitEnd();
        }
        run(writer);
        end(writer, name);
    }

    /** An object of the family; null of one int in eight. */
    private void pick(ClassWriter writer) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "pick", "(I)L" + base + ";", null, null);
        mv.visitCode();
        Label[] labels = new Label[SUBCLASSES + 1];
        for (int i = 0; i < labels.length; i++) labels[i] = new Label();
        Label other = new Label();
        mv.visitVarInsn(ILOAD, 0);
        mv.visitIntInsn(BIPUSH, 7);
        mv.visitInsn(IAND);
        Label[] cases = new Label[7];
        for (int i = 0; i < cases.length; i++) cases[i] = labels[i % labels.length];
        mv.visitTableSwitchInsn(0, cases.length - 1, other, cases);
        for (int i = 0; i < labels.length; i++) {
            String own = i == 0 ? base : name + "$Sub" + i;
            mv.visitLabel(labels[i]);
            mv.visitTypeInsn(NEW, own);
            mv.visitInsn(DUP);
            mv.visitMethodInsn(INVOKESPECIAL, own, "<init>", "()V", false);
            mv.visitInsn(ARETURN);
        }
        mv.visitLabel(other);
        mv.visitInsn(ACONST_NULL);
        mv.visitInsn(ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Each method with some edge values, and then the static fields. */
    private void run(ClassWriter writer) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "()J", null, null);
        mv.visitCode();
        mv.visitInsn(LCONST_0);
        mv.visitVarInsn(LSTORE, 0);
        mv.visitIntInsn(BIPUSH, 9);
        mv.visitIntInsn(NEWARRAY, T_INT);
        mv.visitFieldInsn(PUTSTATIC, name, "sA", "[I");
        for (int i = 0; i < Values.COUNT; i++) {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            Label after = new Label();
            mv.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
            RowClass.integer(mv, FUEL);
            mv.visitFieldInsn(PUTSTATIC, name, "fuel", "I");
            mv.visitLabel(start);
            RowClass.constant(mv, "I", i);
            RowClass.constant(mv, "J", random.nextInt(Values.COUNT));
            RowClass.constant(mv, "F", random.nextInt(Values.COUNT));
            RowClass.constant(mv, "D", random.nextInt(Values.COUNT));
            if (i % 4 == 0) mv.visitFieldInsn(GETSTATIC, name, "sA", "[I");
            else if (i == 5) mv.visitInsn(ACONST_NULL);
            else {
                RowClass.integer(mv, i + 5);
                mv.visitIntInsn(NEWARRAY, T_INT);
            }
            mv.visitMethodInsn(INVOKESTATIC, name, "m" + (METHODS - 1 - i % METHODS), METHOD, false);
            mv.visitVarInsn(LSTORE, 2);
            mv.visitLabel(end);
            mv.visitJumpInsn(GOTO, after);
            mv.visitLabel(handler);
            RowClass.toLong(mv, 'A');
            mv.visitVarInsn(LSTORE, 2);
            mv.visitLabel(after);
            mix(mv, () -> mv.visitVarInsn(LLOAD, 2));
        }
        for (char type : TYPES.toCharArray()) {
            mix(mv, () -> {
                mv.visitFieldInsn(GETSTATIC, name, "s" + type, String.valueOf(type));
                RowClass.toLong(mv, type);
            });
        }
        for (int i = 0; i < 9; i++) {
            int index = i;
            mix(mv, () -> {
                mv.visitFieldInsn(GETSTATIC, name, "sA", "[I");
                RowClass.integer(mv, index);
                mv.visitInsn(IALOAD);
                mv.visitInsn(I2L);
            });
        }
        mv.visitVarInsn(LLOAD, 0);
        mv.visitInsn(LRETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void mix(MethodVisitor mv, Runnable value) {
        mv.visitVarInsn(LLOAD, 0);
        value.run();
        mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "mix", "(JJ)J", false);
        mv.visitVarInsn(LSTORE, 0);
    }
}
