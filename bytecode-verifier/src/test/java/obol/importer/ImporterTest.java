package obol.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.JdkClasses;
import obol.classfile.Opcode;
import obol.verifier.Policy;
import obol.verifier.Verdict;
import obol.verifier.VerificationRun;
import obol.verifier.Verifier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Old classes, and what they do before and after the import: HotSpot runs both. */
class ImporterTest {
    private static java.util.Map<String, byte[]> javaBase;

    @BeforeAll
    static void readJavaBase() throws Exception {
        javaBase = JdkClasses.javaBase();
    }

    private static ClassFile find(String name) {
        try {
            return javaBase.containsKey(name) ? ClassFile.read(javaBase.get(name)) : null;
        } catch (obol.classfile.ClassFormatException e) {
            throw new AssertionError(e);
        }
    }

    /** t.T of version 48 with a static method {@code m(I)I}. */
    private static byte[] old(int maxStack, int maxLocals, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V1_4, ACC_PUBLIC | ACC_SUPER, "t/T", null, "java/lang/Object", null);
        writer.visitField(ACC_STATIC | ACC_PUBLIC, "count", "I", null, null);
        MethodVisitor m = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "m", "(I)I", null, null);
        m.visitCode();
        body.accept(m);
        m.visitMaxs(maxStack, maxLocals);
        m.visitEnd();
        return writer.toByteArray();
    }

    private static Imported imported(byte[] bytes) throws Exception {
        ClassFile cf = ClassFile.read(bytes);
        assertTrue(Importer.isNeeded(cf));
        return new Importer(ImporterTest::find).importClass(bytes, cf);
    }

    private static void count(MethodVisitor m, int by) {
        m.visitFieldInsn(GETSTATIC, "t/T", "count", "I");
        m.visitIntInsn(BIPUSH, by);
        m.visitInsn(IADD);
        m.visitFieldInsn(PUTSTATIC, "t/T", "count", "I");
    }

    /** try { if (i < 0) throw; count += 1; return 10 / i } finally { count += 4, through an inner subroutine }. */
    private static byte[] finallyBySubroutine() {
        return old(3, 5, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            Label outer = new Label();
            Label inner = new Label();
            Label notNegative = new Label();
            m.visitTryCatchBlock(start, end, handler, null);
            m.visitLabel(start);
            m.visitVarInsn(ILOAD, 0);
            m.visitJumpInsn(IFGE, notNegative);
            m.visitInsn(ACONST_NULL);
            m.visitInsn(ATHROW);
            m.visitLabel(notNegative);
            count(m, 1);
            m.visitIntInsn(BIPUSH, 10);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IDIV);
            m.visitVarInsn(ISTORE, 1);
            m.visitLabel(end);
            m.visitJumpInsn(JSR, outer);
            m.visitVarInsn(ILOAD, 1);
            m.visitInsn(IRETURN);
            m.visitLabel(handler);
            m.visitVarInsn(ASTORE, 2);
            m.visitJumpInsn(JSR, outer);
            m.visitVarInsn(ALOAD, 2);
            m.visitInsn(ATHROW);
            m.visitLabel(outer);
            m.visitVarInsn(ASTORE, 3);
            m.visitJumpInsn(JSR, inner);
            m.visitJumpInsn(JSR, inner);
            m.visitVarInsn(RET, 3);
            m.visitLabel(inner);
            m.visitVarInsn(ASTORE, 4);
            count(m, 2);
            m.visitVarInsn(RET, 4);
        });
    }

    private static final class Loader extends ClassLoader {
        Class<?> define(byte[] bytes) {
            return defineClass("t.T", bytes, 0, bytes.length);
        }
    }

    private static String run(byte[] bytes, int argument) throws Exception {
        Class<?> c = new Loader().define(bytes);
        String result;
        try {
            result = String.valueOf(c.getMethod("m", int.class).invoke(null, argument));
        } catch (java.lang.reflect.InvocationTargetException e) {
            result = e.getCause().toString();
        }
        return result + ", count " + c.getField("count").get(null);
    }

    @Test
    void subroutinesAreInlinedWithoutChangingWhatTheyDo() throws Exception {
        byte[] bytes = finallyBySubroutine();
        ClassFile cf = imported(bytes).classFile();
        for (Bytecodes it = cf.methods().get(0).code().instructions(); it.next();) {
            assertFalse(it.opcode() == Opcode.JSR || it.opcode() == Opcode.RET);
        }
        assertEquals(50, cf.majorVersion());
        Verdict verdict = new Verifier(ImporterTest::find, Policy.user(Set.of())).verify(cf);
        assertTrue(verdict.isAccepted(), verdict::toString);
        for (int argument = -1; argument < 4; argument++) {
            assertEquals(run(bytes, argument), run(imported(bytes).bytes(), argument));
        }
        assertEquals("5, count 5", run(bytes, 2));
    }

    @Test
    void frameLimitsThatAreTooSmallAreNotRepaired() throws Exception {
        Consumer<MethodVisitor> body = m -> {
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(DUP);
            m.visitInsn(IADD);
            m.visitInsn(IRETURN);
        };
        imported(old(2, 1, body));
        ImportException e = assertThrows(ImportException.class, () -> imported(old(1, 1, body)));
        assertEquals("m(I)I", e.method());
        assertThrows(VerifyError.class, () -> run(old(1, 1, body), 1));
        assertThrows(ImportException.class, () -> imported(old(0, 1, m -> {
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        })));
    }

    @Test
    void unreachableCodeNeedsNoStackOfItsOwn() throws Exception {
        Consumer<MethodVisitor> body = m -> {
            Label head = new Label();
            m.visitLabel(head);
            m.visitJumpInsn(GOTO, head);
            m.visitInsn(NOP);
            m.visitJumpInsn(GOTO, head);
        };
        assertEquals(1, imported(old(0, 1, body)).classFile().methods().get(0).code().maxStack());
    }

    /** A pop of nothing, ret of no return address: either the importer or the verifier says no, as HotSpot does. */
    @Test
    void whatHasNoFramesIsRefused() throws Exception {
        for (byte[] bytes : new byte[][] {
            old(2, 1, m -> m.visitInsn(POP)), old(2, 2, m -> m.visitVarInsn(RET, 1)),
            old(2, 2, m -> m.visitVarInsn(RET, 0))}) {
            VerificationRun run = new VerificationRun(ImporterTest::find, Policy.user(Set.of()));
            assertFalse(run.verify(List.of(new VerificationRun.Input("t/T.class", bytes))).get(0).verdict().isAccepted());
            assertThrows(VerifyError.class, () -> run(bytes, 1));
        }
    }

    /** As old compilers wrote it: the handler that calls the subroutine covers the subroutine as well. */
    @Test
    void handlersMayCoverTheSubroutineThatTheyCall() throws Exception {
        byte[] bytes = old(2, 3, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            Label last = new Label();
            m.visitTryCatchBlock(start, end, handler, null);
            m.visitLabel(start);
            m.visitJumpInsn(JSR, last);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
            m.visitLabel(last);
            m.visitVarInsn(ASTORE, 1);
            count(m, 3);
            m.visitVarInsn(RET, 1);
            m.visitLabel(end);
            m.visitLabel(handler);
            m.visitVarInsn(ASTORE, 2);
            m.visitJumpInsn(JSR, last);
            m.visitVarInsn(ALOAD, 2);
            m.visitInsn(ATHROW);
        });
        assertEquals("7, count 3", run(bytes, 7));
        assertEquals("7, count 3", run(imported(bytes).bytes(), 7));
    }

    /** Each level calls the next twice. */
    private static byte[] nested(int levels) {
        return old(1, levels + 1, m -> {
            Label next = new Label();
            m.visitJumpInsn(JSR, next);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
            for (int level = 1; level <= levels; level++) {
                m.visitLabel(next);
                next = new Label();
                m.visitVarInsn(ASTORE, level);
                if (level < levels) {
                    m.visitJumpInsn(JSR, next);
                    m.visitJumpInsn(JSR, next);
                }
                m.visitVarInsn(RET, level);
            }
        });
    }

    @Test
    void inliningIsBounded() throws Exception {
        imported(nested(8));
        for (int levels : new int[] {30, 200, 2_000}) {
            Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
                ImportException e = assertThrows(ImportException.class, () -> imported(nested(levels)));
                assertEquals("policy.import-size", e.rule());
            });
        }
        ImportException recursive = assertThrows(ImportException.class, () -> imported(old(1, 2, m -> {
            Label self = new Label();
            m.visitJumpInsn(JSR, self);
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
            m.visitLabel(self);
            m.visitVarInsn(ASTORE, 1);
            m.visitJumpInsn(JSR, self);
            m.visitVarInsn(RET, 1);
        })));
        assertEquals("policy.import-size", recursive.rule());
    }

    @Test
    void inferenceIsBounded() {
        byte[] wide = old(2, 65_000, m -> {
            for (int i = 0; i < 10_000; i++) {
                Label next = new Label();
                m.visitVarInsn(ILOAD, 0);
                m.visitJumpInsn(IFEQ, next);
                m.visitLabel(next);
            }
            m.visitVarInsn(ILOAD, 0);
            m.visitInsn(IRETURN);
        });
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
            ImportException e = assertThrows(ImportException.class, () -> imported(wide));
            assertEquals("policy.import-size", e.rule());
        });
    }

    @Test
    void aMissingClassIsReported() throws Exception {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V1_5, ACC_PUBLIC | ACC_SUPER, "t/T", null, "java/lang/Object", null);
        MethodVisitor m = writer.visitMethod(ACC_STATIC, "m", "(Lt/Absent;Ljava/lang/String;)V", null, null);
        Label one = new Label();
        Label other = new Label();
        m.visitVarInsn(ALOAD, 0);
        m.visitJumpInsn(IFNULL, one);
        m.visitVarInsn(ALOAD, 0);
        m.visitJumpInsn(GOTO, other);
        m.visitLabel(one);
        m.visitVarInsn(ALOAD, 1);
        m.visitLabel(other);
        m.visitInsn(POP);
        m.visitInsn(RETURN);
        m.visitMaxs(1, 2);
        assertEquals(Set.of("t/Absent"), imported(writer.toByteArray()).missing());
    }

    @Test
    void interfacesOfOldCompilersKeepNoFlagThatIsWrongNow() throws Exception {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V1_1, ACC_PUBLIC | ACC_INTERFACE | ACC_SUPER, "t/T", null, "java/lang/Object", null);
        ClassFile cf = imported(writer.toByteArray()).classFile();
        assertEquals(ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, cf.flags());
    }
}
