package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import obol.host.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** What javac never writes, done as HotSpot does it. */
class BytecodeTest {
    @TempDir Path folder;

    /** A boolean[] takes the low bit of what is stored, a byte[] all eight: JVMS 6.5 bastore. */
    @Test
    void booleanArraysTakeOneBit() throws IOException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC, "Stores", null, "java/lang/Object", null);
        for (String array : new String[] {"[Z", "[B"}) {
            MethodVisitor store = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "store", "(" + array + "I)V", null, null);
            store.visitCode();
            store.visitVarInsn(ALOAD, 0);
            store.visitInsn(ICONST_0);
            store.visitVarInsn(ILOAD, 1);
            store.visitInsn(BASTORE);
            store.visitFieldInsn(GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
            store.visitVarInsn(ALOAD, 0);
            store.visitInsn(ICONST_0);
            store.visitInsn(BALOAD);
            store.visitMethodInsn(INVOKEVIRTUAL, "java/io/PrintStream", "println", "(I)V", false);
            store.visitInsn(RETURN);
            store.visitMaxs(0, 0);
            store.visitEnd();
        }
        MethodVisitor main = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
        main.visitCode();
        for (int value : new int[] {0, 1, 2, 3, -1, 256, 300}) {
            for (int kind : new int[] {T_BOOLEAN, T_BYTE}) {
                main.visitInsn(ICONST_1);
                main.visitIntInsn(NEWARRAY, kind);
                main.visitLdcInsn(value);
                main.visitMethodInsn(INVOKESTATIC, "Stores", "store", kind == T_BOOLEAN ? "([ZI)V" : "([BI)V", false);
            }
        }
        main.visitInsn(RETURN);
        main.visitMaxs(0, 0);
        main.visitEnd();
        writer.visitEnd();
        same("Stores", writer.toByteArray());
    }

    private void same(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name + ".class"), bytes), image = folder.resolve(name);
        assertEquals(0, Main.run("compile", file.toString(), "-o", image.toString()));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Outcome wanted = Programs.run(List.of(java.toString(), "-cp", folder.toString(), name), Map.of());
        assertEquals(0, wanted.status(), wanted.err());
        assertEquals(wanted, Programs.run(List.of(image.toString()), Map.of()));
    }
}
