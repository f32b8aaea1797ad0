package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Rows and random programs, as the classes of one program that prints a line with a hash for each. */
final class MatrixProgram {
    static final String MAIN = "matrix/Main";
    /** Rows of one class: their calls are one method of at most 64 KiB. */
    private static final int ROWS_IN_CLASS = 100;

    /** What the lines of the output are about, in their order. */
    final List<String> lines = new ArrayList<>();
    /** Class files by name. */
    final Map<String, byte[]> classes = new TreeMap<>();

    /** @param seeds of the random programs */
    MatrixProgram(List<Row> rows, long[] seeds) throws IOException {
        Map<String, Integer> rowClasses = new LinkedHashMap<>();
        for (int first = 0; first < rows.size(); first += ROWS_IN_CLASS) {
            List<Row> part = rows.subList(first, Math.min(first + ROWS_IN_CLASS, rows.size()));
            String name = "matrix/Rows" + first / ROWS_IN_CLASS;
            classes.put(name, RowClass.make(name, part, first));
            rowClasses.put(name, first);
        }
        for (Row row : rows) lines.add(row.toString());
        classes.put(StateClass.NAME, StateClass.make());
        classes.put(TargetClass.INTERFACE, TargetClass.makeInterface());
        classes.put(StateClass.TARGET, TargetClass.make());
        classes.put(TargetClass.SUB, TargetClass.makeSub());
        try (InputStream values = Values.class.getResourceAsStream("Values.class")) {
            classes.put(StateClass.VALUES, values.readAllBytes());
        }
        List<String> programs = new ArrayList<>();
        for (long seed : seeds) {
            String name = "matrix/Random" + programs.size();
            classes.putAll(RandomClass.make(name, seed));
            programs.add(name);
            lines.add("random program of seed " + seed);
        }
        classes.put(MAIN, main(rows.size(), List.copyOf(rowClasses.keySet()), programs));
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> c : classes.entrySet()) {
            Path file = folder.resolve(c.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, c.getValue());
        }
    }

    private static byte[] main(int rows, List<String> rowClasses, List<String> programs) {
        ClassWriter writer = RowClass.writer(MAIN, "java/lang/Object");
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
        mv.visitCode();
        mv.visitVarInsn(ALOAD, 0);
        mv.visitInsn(ARRAYLENGTH);
        mv.visitIntInsn(BIPUSH, 99);
        mv.visitInsn(IDIV);
        mv.visitFieldInsn(PUTSTATIC, StateClass.VALUES, "flag", "Z");
        RowClass.integer(mv, rows);
        mv.visitIntInsn(NEWARRAY, T_LONG);
        mv.visitVarInsn(ASTORE, 1);
        loop(mv, 2, Values.COUNT, () -> {
            mv.visitVarInsn(ILOAD, 2);
            mv.visitMethodInsn(INVOKESTATIC, StateClass.NAME, "set0", "(I)V", false);
            loop(mv, 3, Values.COUNT, () -> {
                mv.visitVarInsn(ILOAD, 3);
                mv.visitMethodInsn(INVOKESTATIC, StateClass.NAME, "set1", "(I)V", false);
                mv.visitVarInsn(ILOAD, 2);
                mv.visitInsn(ICONST_5);
                mv.visitInsn(IMUL);
                mv.visitVarInsn(ILOAD, 3);
                mv.visitInsn(IADD);
                mv.visitIntInsn(BIPUSH, Values.COUNT);
                mv.visitInsn(IREM);
                mv.visitMethodInsn(INVOKESTATIC, StateClass.NAME, "set2", "(I)V", false);
                for (String name : rowClasses) {
                    mv.visitVarInsn(ALOAD, 1);
                    mv.visitMethodInsn(INVOKESTATIC, name, "all", "([J)V", false);
                }
            });
        });
        loop(mv, 2, rows, () -> {
            mv.visitVarInsn(ALOAD, 1);
            mv.visitVarInsn(ILOAD, 2);
            mv.visitInsn(LALOAD);
            mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "print", "(J)V", false);
        });
        for (String name : programs) {
            mv.visitMethodInsn(INVOKESTATIC, name, "run", "()J", false);
            mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "print", "(J)V", false);
        }
        mv.visitInsn(RETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void loop(MethodVisitor mv, int local, int count, Runnable body) {
        Label head = new Label();
        Label end = new Label();
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, local);
        mv.visitLabel(head);
        mv.visitVarInsn(ILOAD, local);
        RowClass.integer(mv, count);
        mv.visitJumpInsn(IF_ICMPGE, end);
        body.run();
        mv.visitIincInsn(local, 1);
        mv.visitJumpInsn(GOTO, head);
        mv.visitLabel(end);
    }
}
