package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Makes the body of a random method {@code long m<k>(int, long, float, double, int[])}: statements over typed local
 * variables, all of which have a value from the start.
 */
final class RandomMethod {
    private static final int DEPTH = 3;
    private static final int BUDGET = 40;
    /** First and second local variable of each type of {@link RandomClass#TYPES}, then of int[] and of the family. */
    private static final int[][] LOCALS = {{0, 7}, {1, 8}, {3, 10}, {4, 11}, {6, 13}};
    private static final int OBJECT = 14;
    private static final int FIRST_FREE = 15;

    private final String name;
    private final MethodVisitor mv;
    private final Random random;
    private final int number;
    private int budget = BUDGET;
    private int free = FIRST_FREE;
    private int effects;

    RandomMethod(String name, MethodVisitor mv, Random random, int number) {
        this.name = name;
        this.mv = mv;
        this.random = random;
        this.number = number;
    }

    void body() {
        for (int t = 0; t < 4; t++) {
            char type = RandomClass.TYPES.charAt(t);
            constant(type);
            store(type, LOCALS[t][1]);
        }
        mv.visitFieldInsn(GETSTATIC, name, "sA", "[I");
        mv.visitVarInsn(ASTORE, LOCALS[4][1]);
        mv.visitVarInsn(ILOAD, 0);
        pick();
        while (budget > 0) statement(DEPTH);
        for (int t = 0; t < 4; t++) {
            char type = RandomClass.TYPES.charAt(t);
            for (int local : LOCALS[t]) {
                load(type, local);
                RowClass.toLong(mv, type);
            }
        }
        for (int i = 1; i < 8; i++) mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "mix", "(JJ)J", false);
        mv.visitInsn(LRETURN);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private static int offset(char type) {
        return RandomClass.TYPES.indexOf(type);
    }

    private void load(char type, int local) {
        mv.visitVarInsn(ILOAD + offset(type), local);
    }

    private void store(char type, int local) {
        mv.visitVarInsn(ISTORE + offset(type), local);
    }

    private char type() {
        return "IIIIJJFD".charAt(random.nextInt(8));
    }

    private int local(char type) {
        return LOCALS[offset(type)][random.nextInt(2)];
    }

    private void constant(char type) {
        RowClass.constant(mv, String.valueOf(type), random.nextInt(Values.COUNT));
    }

    private void pick() {
        mv.visitMethodInsn(INVOKESTATIC, name, "pick", "(I)L" + name + "$Base;", false);
        mv.visitVarInsn(ASTORE, OBJECT);
    }

    private void effect() {
        RowClass.integer(mv, number * 1000 + effects++);
        mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "effect", "(I)V", false);
    }

    // Statements.

    private void statements(int depth) {
        for (int n = 1 + random.nextInt(3); n > 0; n--) statement(depth);
    }

    private void statement(int depth) {
        budget--;
        switch (random.nextInt(depth > 0 && budget > 0 ? 18 : 9)) {
            case 0, 1, 2 -> {
                char type = type();
                expression(type, DEPTH);
                store(type, local(type));
            }
            case 3 -> {
                char type = type();
                expression(type, DEPTH);
                mv.visitFieldInsn(PUTSTATIC, name, "s" + type, String.valueOf(type));
            }
            case 4 -> {
                array();
                index();
                if (oneIn(3)) {
                    mv.visitInsn(DUP2);
                    mv.visitInsn(IALOAD);
                    expression('I', 1);
                    mv.visitInsn(IADD);
                } else {
                    expression('I', 2);
                }
                mv.visitInsn(IASTORE);
            }
            case 5 -> mv.visitIincInsn(local('I'), new int[] {1, -1, 7, 1000, -30000}[random.nextInt(5)]);
            case 6 -> {
                char type = type();
                mv.visitVarInsn(ALOAD, OBJECT);
                expression(type, 2);
                mv.visitFieldInsn(PUTFIELD, name + "$Base", "f" + type, String.valueOf(type));
            }
            case 7 -> {
                expression('I', 1);
                if (oneIn(2)) {
                    pick();
                } else {
                    RowClass.integer(mv, oneIn(8) ? -1 << 31 | 3 : 15);
                    mv.visitInsn(IAND);
                    if (!oneIn(8)) {
                        RowClass.integer(mv, 8);
                        mv.visitInsn(IOR);
                    }
                    mv.visitIntInsn(NEWARRAY, T_INT);
                    mv.visitVarInsn(ASTORE, LOCALS[4][random.nextInt(2)]);
                }
            }
            case 8 -> effect();
            case 9, 10 -> branch(depth);
            case 11, 12 -> loop(depth);
            case 13 -> arrayLoop(depth);
            case 14 -> tryCatch(depth);
            case 15 -> tryFinally(depth);
            case 16 -> tableSwitch(depth);
            default -> {
                if (oneIn(2)) {
                    tryCatch(depth);
                    return;
                }
                Label over = new Label();
                condition(over);
                mv.visitTypeInsn(NEW, "java/lang/IllegalStateException");
                mv.visitInsn(DUP);
                mv.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
                mv.visitInsn(ATHROW);
                mv.visitLabel(over);
            }
        }
    }

    private void branch(int depth) {
        Label otherwise = new Label();
        Label end = new Label();
        condition(otherwise);
        statements(depth - 1);
        mv.visitJumpInsn(GOTO, end);
        mv.visitLabel(otherwise);
        if (oneIn(2)) statements(depth - 1);
        mv.visitLabel(end);
    }

    /** A loop over an int, whose bounds may overflow; fuel ends it. */
    private void loop(int depth) {
        int i = free++;
        int limit = free++;
        Label head = new Label();
        Label end = new Label();
        expression('I', 1);
        mv.visitVarInsn(ISTORE, i);
        expression('I', 1);
        mv.visitVarInsn(ISTORE, limit);
        mv.visitLabel(head);
        mv.visitVarInsn(ILOAD, i);
        mv.visitVarInsn(ILOAD, limit);
        mv.visitJumpInsn(IF_ICMPEQ + random.nextInt(6), end);
        fuel(end);
        statements(depth - 1);
        mv.visitVarInsn(ILOAD, i);
        if (oneIn(3)) {
            mv.visitVarInsn(ISTORE, local('I'));
        } else {
            mv.visitVarInsn(ILOAD, 0);
            mv.visitInsn(IXOR);
            mv.visitVarInsn(ISTORE, 0);
        }
        mv.visitIincInsn(i, new int[] {1, 1, -1, 3, 32767}[random.nextInt(5)]);
        mv.visitJumpInsn(GOTO, head);
        mv.visitLabel(end);
    }

    private void fuel(Label empty) {
        mv.visitFieldInsn(GETSTATIC, name, "fuel", "I");
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
        mv.visitInsn(DUP);
        mv.visitFieldInsn(PUTSTATIC, name, "fuel", "I");
        mv.visitJumpInsn(IFLT, empty);
    }

    /** A loop over an array as javac makes it, its index also near both ends. */
    private void arrayLoop(int depth) {
        int i = free++;
        int array = LOCALS[4][random.nextInt(2)];
        boolean down = oneIn(3);
        Label head = new Label();
        Label end = new Label();
        if (down) {
            mv.visitVarInsn(ALOAD, array);
            mv.visitInsn(ARRAYLENGTH);
            mv.visitInsn(ICONST_1);
            mv.visitInsn(ISUB);
        } else {
            mv.visitInsn(oneIn(10) ? ICONST_M1 : ICONST_0);
        }
        mv.visitVarInsn(ISTORE, i);
        mv.visitLabel(head);
        mv.visitVarInsn(ILOAD, i);
        if (down) {
            mv.visitJumpInsn(oneIn(4) ? IFLE : IFLT, end);
        } else {
            mv.visitVarInsn(ALOAD, array);
            mv.visitInsn(ARRAYLENGTH);
            mv.visitJumpInsn(oneIn(10) ? IF_ICMPGT : IF_ICMPGE, end);
        }
        mv.visitVarInsn(ALOAD, array);
        mv.visitVarInsn(ILOAD, i);
        if (oneIn(8)) {
            mv.visitInsn(ICONST_1);
            mv.visitInsn(oneIn(2) ? IADD : ISUB);
        }
        mv.visitInsn(DUP2);
        mv.visitInsn(IALOAD);
        expression('I', 1);
        mv.visitInsn(IXOR);
        mv.visitInsn(IASTORE);
        fuel(end);
        if (oneIn(2)) statement(depth - 1);
        mv.visitIincInsn(i, down ? -1 : 1);
        mv.visitJumpInsn(GOTO, head);
        mv.visitLabel(end);
    }

    private void tryCatch(int depth) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        mv.visitLabel(start);
        statements(depth - 1);
        mv.visitLabel(end);
        mv.visitJumpInsn(GOTO, after);
        mv.visitLabel(handler);
        RowClass.toLong(mv, 'A');
        mv.visitVarInsn(LLOAD, LOCALS[1][0]);
        mv.visitInsn(LXOR);
        mv.visitVarInsn(LSTORE, LOCALS[1][0]);
        if (oneIn(2)) statements(depth - 1);
        mv.visitLabel(after);
        // After those inside, which come first in the search.
        mv.visitTryCatchBlock(start, end, handler, new String[] {"java/lang/ArithmeticException", "java/lang/IndexOutOfBoundsException",
            "java/lang/NullPointerException", "java/lang/RuntimeException", "java/lang/RuntimeException", "java/lang/Throwable"}[random.nextInt(6)]);
    }

    /** The finally part twice, as javac does it. */
    private void tryFinally(int depth) {
        int exception = free++;
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label after = new Label();
        mv.visitLabel(start);
        statements(depth - 1);
        mv.visitLabel(end);
        effect();
        mv.visitJumpInsn(GOTO, after);
        mv.visitLabel(handler);
        mv.visitVarInsn(ASTORE, exception);
        effect();
        statements(depth - 1);
        mv.visitVarInsn(ALOAD, exception);
        mv.visitInsn(ATHROW);
        mv.visitLabel(after);
        mv.visitTryCatchBlock(start, end, handler, null);
    }

    private void tableSwitch(int depth) {
        Label[] labels = {new Label(), new Label(), new Label()};
        Label other = new Label();
        Label end = new Label();
        expression('I', 2);
        if (oneIn(2)) {
            mv.visitInsn(ICONST_3);
            mv.visitInsn(IAND);
            mv.visitTableSwitchInsn(0, 2, other, labels);
        } else {
            mv.visitLookupSwitchInsn(other, new int[] {-1, 0, 127}, labels);
        }
        for (Label label : labels) {
            mv.visitLabel(label);
            statement(depth - 1);
            if (oneIn(2)) mv.visitJumpInsn(GOTO, end);
        }
        mv.visitLabel(other);
        effect();
        mv.visitLabel(end);
    }

    // Expressions.

    /** Jumps if a random condition does not hold. */
    private void condition(Label otherwise) {
        switch (random.nextInt(6)) {
            case 0 -> {
                expression('I', 2);
                mv.visitJumpInsn(IFEQ + random.nextInt(6), otherwise);
            }
            case 1, 2 -> {
                expression('I', 2);
                expression('I', 1);
                mv.visitJumpInsn(IF_ICMPEQ + random.nextInt(6), otherwise);
            }
            case 3 -> {
                mv.visitVarInsn(ALOAD, oneIn(2) ? OBJECT : LOCALS[4][0]);
                mv.visitJumpInsn(oneIn(2) ? IFNULL : IFNONNULL, otherwise);
            }
            default -> {
                compare(2);
                mv.visitJumpInsn(IFEQ + random.nextInt(6), otherwise);
            }
        }
    }

    private void compare(int depth) {
        int op = LCMP + random.nextInt(5);
        char type = op == LCMP ? 'J' : op <= FCMPG ? 'F' : 'D';
        expression(type, depth);
        expression(type, depth - 1);
        mv.visitInsn(op);
    }

    private void array() {
        mv.visitVarInsn(ALOAD, LOCALS[4][random.nextInt(2)]);
    }

    private void index() {
        expression('I', 1);
        if (oneIn(16)) return;
        mv.visitIntInsn(BIPUSH, 1 + random.nextInt(7));
        mv.visitInsn(oneIn(16) ? IREM : IAND);
    }

    private void expression(char type, int depth) {
        if (depth <= 0) {
            leaf(type);
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> binary(type, depth);
            case 5 -> {
                expression(type, depth - 1);
                mv.visitInsn(INEG + offset(type));
            }
            case 6, 7 -> convert(type, depth);
            case 8 -> {
                Label otherwise = new Label();
                Label end = new Label();
                condition(otherwise);
                expression(type, depth - 1);
                mv.visitJumpInsn(GOTO, end);
                mv.visitLabel(otherwise);
                expression(type, depth - 1);
                mv.visitLabel(end);
            }
            case 9 -> {
                if (type == 'J') call();
                else if (type == 'I') integer(depth);
                else leaf(type);
            }
            default -> leaf(type);
        }
    }

    private void binary(char type, int depth) {
        expression(type, depth - 1);
        boolean whole = type == 'I' || type == 'J';
        int kind = random.nextInt(whole ? 11 : 5);
        if (kind >= 5 && kind < 8) {
            expression('I', depth - 1);
            mv.visitInsn(ISHL + (kind - 5) * 2 + offset(type));
        } else {
            expression(type, depth - 1);
            if (whole && (kind == 3 || kind == 4) && !oneIn(12)) {
                // Seldom by 0.
                mv.visitInsn(ICONST_1 + offset(type) * (LCONST_1 - ICONST_1));
                mv.visitInsn(IOR + offset(type));
            }
            mv.visitInsn(kind < 5 ? IADD + kind * 4 + offset(type) : IAND + (kind - 8) * 2 + offset(type));
        }
    }

    private void convert(char type, int depth) {
        char from = RandomClass.TYPES.charAt(random.nextInt(4));
        expression(from, depth - 1);
        if (from == type) {
            if (type == 'I') mv.visitInsn(I2B + random.nextInt(3));
            return;
        }
        int to = offset(type) - (offset(type) > offset(from) ? 1 : 0);
        mv.visitInsn(I2L + offset(from) * 3 + to);
    }

    private void integer(int depth) {
        switch (random.nextInt(5)) {
            case 0 -> {
                array();
                index();
                mv.visitInsn(IALOAD);
            }
            case 1 -> {
                array();
                mv.visitInsn(ARRAYLENGTH);
            }
            case 2 -> {
                mv.visitVarInsn(ALOAD, OBJECT);
                mv.visitTypeInsn(INSTANCEOF, name + "$Sub" + (1 + random.nextInt(RandomClass.SUBCLASSES)));
            }
            case 3 -> mv.visitFieldInsn(GETSTATIC, name + "$Init" + (oneIn(6) ? 1 : 0), "value", "I");
            default -> compare(depth - 1);
        }
    }

    private void call() {
        if (number > 0 && oneIn(2)) {
            for (char type : RandomClass.TYPES.toCharArray()) leaf(type);
            array();
            mv.visitMethodInsn(INVOKESTATIC, name, "m" + random.nextInt(number), "(IJFD[I)J", false);
        } else {
            mv.visitVarInsn(ALOAD, OBJECT);
            leaf('I');
            leaf('J');
            mv.visitMethodInsn(INVOKEVIRTUAL, name + "$Base", "v", "(IJ)J", false);
        }
    }

    private void leaf(char type) {
        switch (random.nextInt(6)) {
            case 0, 1 -> constant(type);
            case 2 -> mv.visitFieldInsn(GETSTATIC, name, "s" + type, String.valueOf(type));
            case 3 -> {
                if (oneIn(2)) {
                    mv.visitVarInsn(ALOAD, OBJECT);
                    mv.visitFieldInsn(GETFIELD, name + "$Base", "f" + type, String.valueOf(type));
                } else {
                    load(type, local(type));
                }
            }
            default -> load(type, local(type));
        }
    }
}
