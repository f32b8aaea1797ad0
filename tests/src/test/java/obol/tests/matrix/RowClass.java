package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes a class of rows. Row k is {@code static long r<k>(long hash, operands)}: the operation once, or once for each
 * choice of its constants, each result or exception mixed into the hash. {@code all(long[])} calls every row.
 */
final class RowClass {
    /** Edge values that occur as constants. */
    private static final int[] CONSTANTS = {0, 1, 2, 4, 10, 11};

    private final String name;
    private final ClassWriter writer;
    private int methods;

    /** Where an operation is emitted. */
    final class Code {
        final MethodVisitor mv;
        /** The first local variable that is not used. */
        final int free;

        Code(MethodVisitor mv, int free) {
            this.mv = mv;
            this.free = free;
        }

        void insn(int... opcodes) {
            for (int opcode : opcodes) mv.visitInsn(opcode);
        }

        void store(Type type, int local) {
            mv.visitVarInsn(type.getOpcode(ISTORE), local);
        }

        void load(Type type, int local) {
            mv.visitVarInsn(type.getOpcode(ILOAD), local);
        }

        /** A conditional jump as a value 1 or 0. */
        void branch(int opcode) {
            Label yes = new Label();
            Label end = new Label();
            mv.visitJumpInsn(opcode, yes);
            mv.visitInsn(ICONST_0);
            mv.visitJumpInsn(GOTO, end);
            mv.visitLabel(yes);
            mv.visitInsn(ICONST_1);
            mv.visitLabel(end);
        }

        /** Calls a new static method with the given body. */
        void method(String descriptor, java.util.function.Consumer<MethodVisitor> body) {
            String called = "m" + methods++;
            MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, called, descriptor, null, null);
            method.visitCode();
            body.accept(method);
            method.visitMaxs(0, 0);
            method.visitEnd();
            mv.visitMethodInsn(INVOKESTATIC, name, called, descriptor, false);
        }
    }

    private RowClass(String name) {
        this.name = name;
        this.writer = writer(name, "java/lang/Object");
    }

    /** @param first index of the first row in the program's array of hashes */
    static byte[] make(String name, List<Row> rows, int first) {
        RowClass made = new RowClass(name);
        for (int k = 0; k < rows.size(); k++) made.row("r" + k, rows.get(k));
        made.all(rows, first);
        made.writer.visitEnd();
        return made.writer.toByteArray();
    }

    static ClassWriter writer(String name, String superName, String... interfaces) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, superName, interfaces);
        return writer;
    }

    static void constructor(ClassWriter writer, String superName) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        mv.visitCode();
        mv.visitVarInsn(ALOAD, 0);
        mv.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    static void newArray(MethodVisitor mv, Type element) {
        int sort = element.getSort();
        if (sort == Type.OBJECT || sort == Type.ARRAY) mv.visitTypeInsn(ANEWARRAY, element.getInternalName());
        else mv.visitIntInsn(NEWARRAY, T_BOOLEAN + "ZCFDBSIJ".indexOf(element.getDescriptor()));
    }

    private static String descriptor(Row row) {
        StringBuilder text = new StringBuilder("(J");
        for (String operand : row.operation().operands()) text.append(StateClass.type(operand).getDescriptor());
        return text.append(")J").toString();
    }

    private void all(List<Row> rows, int first) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "all", "([J)V", null, null);
        mv.visitCode();
        for (int k = 0; k < rows.size(); k++) {
            List<String> operands = rows.get(k).operation().operands();
            mv.visitVarInsn(ALOAD, 0);
            mv.visitLdcInsn(first + k);
            mv.visitInsn(DUP2);
            mv.visitInsn(LALOAD);
            for (int i = 0; i < operands.size(); i++) {
                String operand = operands.get(i);
                mv.visitFieldInsn(GETSTATIC, StateClass.NAME, "s" + operand + i % StateClass.SIDES, StateClass.type(operand).getDescriptor());
            }
            mv.visitMethodInsn(INVOKESTATIC, name, "r" + k, descriptor(rows.get(k)), false);
            mv.visitInsn(LASTORE);
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void row(String method, Row row) {
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, method, descriptor(row), null, null);
        mv.visitCode();
        List<String> operands = row.operation().operands();
        int[] locals = new int[operands.size()];
        int free = 2;
        for (int i = 0; i < locals.length; i++) {
            locals[i] = free;
            free += StateClass.type(operands.get(i)).getSize();
        }
        for (int i = 0; i < locals.length; i++) {
            if (row.sources().get(i) == Source.LOCAL) {
                Type type = StateClass.type(operands.get(i));
                Label same = new Label();
                mv.visitFieldInsn(GETSTATIC, StateClass.VALUES, "flag", "Z");
                mv.visitJumpInsn(IFEQ, same);
                constant(mv, operands.get(i), 0);
                mv.visitVarInsn(type.getOpcode(ISTORE), locals[i]);
                mv.visitLabel(same);
            }
        }
        int constants = (int) row.sources().stream().filter(Source.CONSTANT::equals).count();
        // Beyond two constant operands not every choice, but each constant in every place.
        int choices = constants == 0 ? 1 : constants == 2 ? CONSTANTS.length * CONSTANTS.length : CONSTANTS.length;
        for (int choice = 0; choice < choices; choice++) once(mv, row, locals, free, choice);
        mv.visitVarInsn(LLOAD, 0);
        mv.visitInsn(LRETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void once(MethodVisitor mv, Row row, int[] locals, int free, int choice) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        mv.visitTryCatchBlock(start, end, handler, null);
        mv.visitLabel(start);
        int constants = 0;
        for (int i = 0; i < locals.length; i++) {
            String operand = row.operation().operands().get(i);
            Type type = StateClass.type(operand);
            String side = operand + i % StateClass.SIDES;
            switch (row.sources().get(i)) {
                case CONSTANT -> {
                    int at = choice / (constants == 1 ? CONSTANTS.length : 1) + constants / 2;
                    constant(mv, operand, CONSTANTS[at % CONSTANTS.length]);
                    constants++;
                }
                case LOCAL, PARAMETER -> mv.visitVarInsn(type.getOpcode(ILOAD), locals[i]);
                case FIELD -> {
                    mv.visitFieldInsn(GETSTATIC, StateClass.NAME, "o" + i % StateClass.SIDES, "L" + StateClass.NAME + ";");
                    mv.visitFieldInsn(GETFIELD, StateClass.NAME, "f" + operand, type.getDescriptor());
                }
                case STATIC -> mv.visitFieldInsn(GETSTATIC, StateClass.NAME, "s" + side, type.getDescriptor());
                case ELEMENT -> {
                    mv.visitFieldInsn(GETSTATIC, StateClass.NAME, "e" + side, "[" + type.getDescriptor());
                    mv.visitInsn(ICONST_1);
                    mv.visitInsn(type.getOpcode(IALOAD));
                }
                case CALL -> mv.visitMethodInsn(INVOKESTATIC, StateClass.NAME, "call" + side, "()" + type.getDescriptor(), false);
            }
        }
        row.operation().body().emit(new Code(mv, free));
        toLong(mv, row.operation().result());
        mv.visitVarInsn(LSTORE, free);
        mv.visitLabel(end);
        mv.visitJumpInsn(GOTO, after);
        mv.visitLabel(handler);
        toLong(mv, 'A');
        mv.visitVarInsn(LSTORE, free);
        mv.visitLabel(after);
        mv.visitVarInsn(LLOAD, 0);
        mv.visitVarInsn(LLOAD, free);
        mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "mix", "(JJ)J", false);
        mv.visitVarInsn(LSTORE, 0);
    }

    static void toLong(MethodVisitor mv, char type) {
        switch (type) {
            case 'J' -> { }
            case 'F' -> {
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToIntBits", "(F)I", false);
                mv.visitInsn(I2L);
            }
            case 'D' -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToLongBits", "(D)J", false);
            case 'A', 'T' -> mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "id", "(Ljava/lang/Object;)J", false);
            default -> mv.visitInsn(I2L);
        }
    }

    /** Edge value i of a type; of references those that are constants, null for the others. */
    static void constant(MethodVisitor mv, String type, int i) {
        switch (type) {
            case "Z" -> integer(mv, Values.Z(i) ? 1 : 0);
            case "B" -> integer(mv, Values.B(i));
            case "C" -> integer(mv, Values.C(i));
            case "S" -> integer(mv, Values.S(i));
            case "I" -> integer(mv, Values.I(i));
            case "J" -> {
                long value = Values.J(i);
                if (value == 0 || value == 1) mv.visitInsn(LCONST_0 + (int) value);
                else mv.visitLdcInsn(value);
            }
            case "F" -> {
                float value = Values.F(i);
                if (value == 1) mv.visitInsn(FCONST_1);
                else mv.visitLdcInsn(value);
            }
            case "D" -> {
                double value = Values.D(i);
                if (value == 1) mv.visitInsn(DCONST_1);
                else mv.visitLdcInsn(value);
            }
            case "A" -> {
                if (i == 1) mv.visitLdcInsn("text");
                else if (i == 10) mv.visitLdcInsn(Type.getType(String.class));
                else mv.visitInsn(ACONST_NULL);
            }
            default -> mv.visitInsn(ACONST_NULL);
        }
    }

    static void integer(MethodVisitor mv, int value) {
        if (value >= -1 && value <= 5) mv.visitInsn(ICONST_0 + value);
        else if (value == (byte) value) mv.visitIntInsn(BIPUSH, value);
        else if (value == (short) value) mv.visitIntInsn(SIPUSH, value);
        else mv.visitLdcInsn(value);
    }
}
