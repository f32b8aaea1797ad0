package obol.verifier;

import static obol.verifier.Claims.code;
import static obol.verifier.Claims.method;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;

/** The lines of {@code obol verify}, and classes seen together. */
class VerificationRunTest {
    private static List<VerificationRun.Checked> run(VerificationRun.Input... inputs) {
        return new VerificationRun(Namespace.javaBase(), Policy.user(Set.of("obol/nucleus"))).verify(List.of(inputs));
    }

    private static VerificationRun.Input input(String path, byte[] bytes) {
        return new VerificationRun.Input(path, bytes);
    }

    @Test
    void linesHaveTheirForm() {
        byte[] wrong = type(w -> method(w, ACC_STATIC, "m", "(J)I", 2, 2, m -> {
            Label line = new Label();
            m.visitInsn(NOP);
            m.visitLabel(line);
            m.visitLineNumber(17, line);
            m.visitVarInsn(LLOAD, 0);
            ops(m, POP2, ACONST_NULL, ICONST_0, IADD, IRETURN);
        }));
        byte[] right = type(55, ACC_PUBLIC | ACC_SUPER, "t/R", "t/T", List.of(), w -> { });
        List<VerificationRun.Checked> results = run(input("t/T.class", wrong), input("t/R.class", right),
                input("broken.class", new byte[] {1, 2, 3}), input("java/lang/X.class",
                        type(55, ACC_PUBLIC, "java/lang/X", "java/lang/Object", List.of(), w -> { })));
        assertEquals(List.of(
                "refused t.T m(J)I @5 line 17: 4.10.1.9.iadd: found null, wanted int",
                "accepted t.R",
                "refused broken.class - @0 line 0: 4.8: found truncated: 4 bytes wanted, 3 left, wanted a class file",
                "refused java.lang.X - @0 line 0: policy.java-package: found package java.lang, wanted a package outside java"),
                VerificationRun.lines(results));
        assertEquals(1, VerificationRun.status(results));
        assertNull(results.get(2).classFile());
    }

    @Test
    void namesCanNotForgeLines() {
        byte[] bytes = type(w -> method(w, ACC_STATIC, "a\naccepted t \u202e", "()V", 0, 0, m -> m.visitInsn(NOP)));
        String line = VerificationRun.lines(run(input("t/T.class", bytes))).get(0);
        assertEquals("refused t.T a\\u000aaccepted\\u0020t\\u0020\\u202e()V @0 line 0: 4.10.1.6: "
                + "found control falls off the end of the code, wanted a return, throw or jump", line);
    }

    @Test
    void classesSeeEachOtherWhateverTheirOrder() {
        byte[] user = code("(Lt/B;)Lt/A;", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ARETURN);
        });
        byte[] a = type(55, ACC_PUBLIC | ACC_SUPER, "t/A", "java/lang/Object", List.of(), w -> { });
        byte[] b = type(55, ACC_PUBLIC | ACC_SUPER, "t/B", "t/A", List.of(), w -> { });
        List<VerificationRun.Checked> results =
                run(input("t/T.class", user), input("t/B.class", b), input("t/A.class", a));
        assertEquals(0, VerificationRun.status(results));
        for (VerificationRun.Checked result : results) {
            assertEquals(List.of(), result.verdict().linkage());
        }
    }

    @Test
    void oldClassesAreImported() {
        byte[] old = type(49, ACC_PUBLIC | ACC_SUPER, "t/T", "java/lang/Object", List.of(),
                w -> method(w, ACC_STATIC, "m", "(I)I", 1, 1, m -> {
                    Label target = new Label();
                    m.visitVarInsn(ILOAD, 0);
                    m.visitJumpInsn(IFEQ, target);
                    m.visitLabel(target);
                    m.visitVarInsn(ILOAD, 0);
                    m.visitInsn(IRETURN);
                }));
        List<VerificationRun.Checked> results = run(input("t/T.class", old));
        assertEquals(List.of("accepted t.T"), VerificationRun.lines(results));
        assertEquals(50, results.get(0).classFile().majorVersion());
        byte[] bad = type(49, ACC_PUBLIC | ACC_SUPER, "t/T", "java/lang/Object", List.of(),
                w -> method(w, ACC_STATIC, "m", "()I", 1, 1, m -> ops(m, ACONST_NULL, IRETURN)));
        assertEquals(List.of("refused t.T m()I @1 line 0: 4.10.1.9.ireturn: found null, wanted int"),
                VerificationRun.lines(run(input("t/T.class", bad))));
    }

    @Test
    void policyHoldsForOldClassesToo() {
        byte[] old = type(49, ACC_PUBLIC | ACC_SUPER, "java/T", "java/lang/Object", List.of(), w -> { });
        assertEquals("policy.java-package",
                run(input("java/T.class", old)).get(0).verdict().refusals().get(0).rule());
    }

    @Test
    void whatIsNoClassOfTheProgramIsLeftOut() {
        assertEquals(List.of(), run(input("module-info.class", new byte[0]),
                input("META-INF/versions/11/t/T.class", new byte[0])));
    }
}
