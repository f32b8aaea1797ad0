package obol.verifier;

import static obol.verifier.Claims.code;
import static obol.verifier.Claims.frame;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hostile sizes: a verdict comes soon, whatever it is. */
class BoundsTest {
    private static final long SECONDS = 1_000_000_000L;

    private static Verdict within(int seconds, byte[] bytes, byte[]... companions) throws Exception {
        long start = System.nanoTime();
        Verdict verdict = Claims.verify(bytes, companions);
        assertTrue(System.nanoTime() - start < seconds * SECONDS, verdict::toString);
        return verdict;
    }

    @Test
    void asManyHandlersAsThereCanBe() throws Exception {
        byte[] bytes = code("()V", 1, 10, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            for (int i = 0; i < 65_535; i++) {
                m.visitTryCatchBlock(start, end, handler, null);
            }
            m.visitLabel(start);
            for (int i = 0; i < 1_000; i++) {
                m.visitInsn(ICONST_0);
                m.visitVarInsn(ISTORE, i % 10);
            }
            m.visitLabel(end);
            m.visitInsn(RETURN);
            m.visitLabel(handler);
            frame(m, List.of(), List.of("java/lang/Throwable"));
            ops(m, POP, RETURN);
        });
        assertTrue(within(20, bytes).isAccepted());
    }

    @Test
    void handlersThatBeginAndEndEverywhere() throws Exception {
        byte[] bytes = code("()V", 1, 10, m -> {
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                labels.add(new Label());
            }
            Label handler = new Label();
            for (int i = 0; i < 65_535; i++) {
                int start = (int) (i * 7_919L % 19_000);
                m.visitTryCatchBlock(labels.get(start), labels.get(start + 1 + i % 900), handler, null);
            }
            for (Label label : labels) {
                m.visitLabel(label);
                m.visitInsn(ICONST_0);
                m.visitVarInsn(ISTORE, 0);
            }
            m.visitInsn(RETURN);
            m.visitLabel(handler);
            frame(m, List.of(), List.of("java/lang/Throwable"));
            ops(m, POP, RETURN);
        });
        within(30, bytes);
    }

    /** 10,000 stores, each of which would compare 1,000 locals with 300 handlers. */
    @Test
    void comparisonsAreCounted() throws Exception {
        List<Object> locals = Collections.nCopies(1_000, INTEGER);
        byte[] bytes = code("(I)V", 1, 1_000, m -> {
            for (int i = 0; i < 1_000; i++) {
                m.visitInsn(ICONST_0);
                m.visitVarInsn(ISTORE, i);
            }
            Label start = new Label();
            Label end = new Label();
            List<Label> handlers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                handlers.add(new Label());
                m.visitTryCatchBlock(start, end, handlers.get(i), null);
            }
            m.visitLabel(start);
            for (int i = 0; i < 10_000; i++) {
                m.visitInsn(ICONST_0);
                m.visitVarInsn(ISTORE, 0);
            }
            m.visitLabel(end);
            m.visitInsn(RETURN);
            for (Label handler : handlers) {
                m.visitLabel(handler);
                frame(m, locals, List.of("java/lang/Throwable"));
                m.visitInsn(ATHROW);
            }
        });
        assertEquals("policy.effort", within(30, bytes).refusals().get(0).rule());
    }

    @Test
    void aSwitchAsLargeAsTheCode() throws Exception {
        byte[] bytes = code("(I)V", 1, 1, m -> {
            Label target = new Label();
            Label[] targets = new Label[16_000];
            java.util.Arrays.fill(targets, target);
            m.visitVarInsn(ILOAD, 0);
            m.visitTableSwitchInsn(0, 15_999, target, targets);
            m.visitLabel(target);
            frame(m, List.of(INTEGER), List.of());
            m.visitInsn(RETURN);
        });
        assertTrue(within(20, bytes).isAccepted());
    }

    private static byte[][] chain(int length) {
        byte[][] chain = new byte[length][];
        for (int i = 0; i < length; i++) {
            String superName = i + 1 == length ? "java/lang/Object" : "t/C" + (i + 1);
            chain[i] = type(55, ACC_PUBLIC | ACC_SUPER, "t/C" + i, superName, List.of(), w -> { });
        }
        return chain;
    }

    /** Names chosen so that all hashes collide, and a reference to each. */
    @Test
    void manyMembersOfOneHash() throws Exception {
        byte[] bytes = type(w -> {
            for (int i = 0; i < 1 << 11; i++) {
                StringBuilder name = new StringBuilder("m");
                for (int bit = 0; bit < 11; bit++) {
                    name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                w.visitField(ACC_STATIC, name.toString(), "I", null, null);
                Claims.method(w, ACC_STATIC, name.toString(), "()V", 1, 0, m -> {
                    m.visitFieldInsn(GETSTATIC, "t/T", name.toString(), "I");
                    m.visitInsn(POP);
                    m.visitMethodInsn(INVOKESTATIC, "t/T", name.toString(), "()V", false);
                    m.visitInsn(RETURN);
                });
            }
        });
        Verdict verdict = within(20, bytes);
        assertEquals("[] []", verdict.refusals() + " " + verdict.linkage());
    }

    @Test
    void longSuperclassChainsAndCircles() throws Exception {
        Function<String, Consumer<MethodVisitor>> widenTo = ancestor -> m -> {
            for (int i = 0; i < 2_000; i++) {
                m.visitVarInsn(ALOAD, 0);
                m.visitMethodInsn(INVOKESTATIC, "t/T", "take", "(L" + ancestor + ";)V", false);
            }
            m.visitInsn(RETURN);
        };
        Verdict chained = within(30, code("(Lt/C0;)V", 1, 1, widenTo.apply("t/C899")), chain(900));
        assertTrue(chained.isAccepted() && chained.isLinkable());
        Verdict tooLong = within(30, code("(Lt/C0;)V", 1, 1, widenTo.apply("t/C1099")), chain(1_100));
        assertTrue(tooLong.isAccepted() && !tooLong.isLinkable());
        byte[] a = type(55, ACC_PUBLIC | ACC_SUPER, "t/A", "t/B", List.of(), w -> { });
        byte[] b = type(55, ACC_PUBLIC | ACC_SUPER, "t/B", "t/A", List.of(), w -> { });
        Verdict circle = within(20, code("(Lt/A;)Ljava/lang/Number;", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ARETURN);
        }), a, b);
        assertTrue(circle.isAccepted() && !circle.isLinkable());
    }

    @Test
    void deepAnnotations() throws Exception {
        byte[] bytes = type(w -> {
            org.objectweb.asm.AnnotationVisitor value = w.visitAnnotation("Lp/A;", true);
            for (int i = 0; i < 10_000; i++) {
                value = value.visitArray("v");
            }
        });
        Claims.checkRefused("4.8", bytes);
    }
}
