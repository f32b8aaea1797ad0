package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Claims of the tests about classes, checked against the verifier at once and, all together in one JVM, against
 * HotSpot: each claim says what both do.
 */
final class Claims {
    /** The class that most claims are about. */
    static final String NAME = "t/T";

    private final List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
    private final List<HotSpotOracle.Outcome> outcomes = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /** Refused by us under that rule (a prefix of it), and by HotSpot. */
    void refused(String rule, byte[] bytes, byte[]... companions) throws Exception {
        add(HotSpotOracle.Outcome.REFUSED, rule, bytes, companions);
        checkRefused(rule, bytes, companions);
    }

    /** Refused by us alone. */
    void refusedUnlikeHotSpot(String rule, byte[] bytes, byte[]... companions) throws Exception {
        add(HotSpotOracle.Outcome.ACCEPTED, rule, bytes, companions);
        checkRefused(rule, bytes, companions);
    }

    /** Refused by us; HotSpot is not asked, as it can't say (a version that it verifies otherwise, its own packages). */
    static void checkRefused(String rule, byte[] bytes, byte[]... companions) throws Exception {
        Verdict verdict = verify(bytes, companions);
        assertFalse(verdict.isAccepted(), () -> "accepted, wanted a refusal by " + rule);
        assertTrue(verdict.refusals().get(0).rule().startsWith(rule), verdict::toString);
    }

    /** Accepted by both, without linkage problems. */
    void accepted(byte[] bytes, byte[]... companions) throws Exception {
        add(HotSpotOracle.Outcome.ACCEPTED, "accepted", bytes, companions);
        Verdict verdict = verify(bytes, companions);
        assertEquals("[] []", verdict.refusals() + " " + verdict.linkage());
    }

    /** Accepted by both; we list the error that HotSpot would throw at the use. */
    void failsAtUse(String error, byte[] bytes, byte[]... companions) throws Exception {
        add(HotSpotOracle.Outcome.ACCEPTED, error, bytes, companions);
        checkProblem(error, false, bytes, companions);
    }

    /** Neither refuses; the class can't be linked. */
    void failsToLink(String error, byte[] bytes, byte[]... companions) throws Exception {
        add(HotSpotOracle.Outcome.UNLINKABLE, error, bytes, companions);
        checkProblem(error, true, bytes, companions);
    }

    private static void checkProblem(String error, boolean wholeClass, byte[] bytes, byte[]... companions)
            throws Exception {
        Verdict verdict = verify(bytes, companions);
        assertEquals(List.of(), verdict.refusals());
        assertEquals(!wholeClass, verdict.isLinkable());
        assertTrue(verdict.linkage().stream().anyMatch(p -> p.error().equals(error) && p.isWholeClass() == wholeClass),
                () -> verdict.linkage().toString());
    }

    static Verdict verify(byte[] bytes, byte[]... companions) throws Exception {
        Namespace namespace = new Namespace(Namespace.javaBase());
        for (byte[] companion : companions) {
            namespace.add(new ClassReader(companion).getClassName(), companion);
        }
        namespace.add(NAME, bytes);
        return new Verifier(namespace, Policy.user(Set.of("obol/nucleus"))).verify(bytes, NAME);
    }

    private void add(HotSpotOracle.Outcome outcome, String text, byte[] bytes, byte[]... companions) {
        Map<String, byte[]> others = new HashMap<>();
        for (byte[] companion : companions) {
            others.put(new ClassReader(companion).getClassName(), companion);
        }
        candidates.add(new HotSpotOracle.Candidate(NAME, bytes, others));
        outcomes.add(outcome);
        StackTraceElement claim = StackWalker.getInstance().walk(frames -> frames
                .filter(f -> f.getClassName().endsWith("Test")).findFirst().orElseThrow().toStackTraceElement());
        texts.add(claim.getMethodName() + ":" + claim.getLineNumber() + " " + text);
    }

    /** To be called once all claims are made. */
    void askHotSpot() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<HotSpotOracle.Judgement> judgements = HotSpotOracle.judge(candidates);
        for (int i = 0; i < judgements.size(); i++) {
            if (judgements.get(i).outcome() != outcomes.get(i)) {
                wrong.add(texts.get(i) + ": HotSpot " + judgements.get(i));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A public class of version 55, t.T below Object unless said otherwise, with what {@code body} adds. */
    static byte[] type(Consumer<ClassWriter> body) {
        return type(55, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, NAME, "java/lang/Object", List.of(), body);
    }

    static byte[] type(int version, int flags, String name, String superName, List<String> interfaces,
            Consumer<ClassWriter> body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, flags, name, null, superName, interfaces.toArray(new String[0]));
        body.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Adds a method. */
    static void method(ClassWriter writer, int flags, String name, String descriptor, int maxStack, int maxLocals,
            Consumer<MethodVisitor> body) {
        MethodVisitor m = writer.visitMethod(flags, name, descriptor, null, null);
        m.visitCode();
        body.accept(m);
        m.visitMaxs(maxStack, maxLocals);
        m.visitEnd();
    }

    /** t.T with one static method of that descriptor. */
    static byte[] code(String descriptor, int maxStack, int maxLocals, Consumer<MethodVisitor> body) {
        return type(w -> method(w, Opcodes.ACC_STATIC, "m", descriptor, maxStack, maxLocals, body));
    }

    /** t.T with one constructor {@code <init>(I)V}, an int field f, and a superclass. */
    static byte[] constructor(int maxStack, int maxLocals, Consumer<MethodVisitor> body) {
        return type(w -> {
            w.visitField(0, "f", "I", null, null);
            method(w, 0, "<init>", "(I)V", maxStack, maxLocals, body);
        });
    }

    /** Instructions without operands. */
    static void ops(MethodVisitor m, int... opcodes) {
        for (int opcode : opcodes) {
            m.visitInsn(opcode);
        }
    }

    static void frame(MethodVisitor m, List<?> locals, List<?> stack) {
        m.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }

    /** A StackMapTable as it stands, from number_of_entries on, in place of ASM's. */
    static void rawFrames(MethodVisitor m, int... bytes) {
        m.visitAttribute(new RawCodeAttribute("StackMapTable", bytes));
    }

    private static final class RawCodeAttribute extends Attribute {
        private final int[] bytes;

        RawCodeAttribute(String name, int[] bytes) {
            super(name);
            this.bytes = bytes;
        }

        @Override
        public boolean isCodeAttribute() {
            return true;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
            ByteVector out = new ByteVector();
            for (int b : bytes) {
                out.putByte(b);
            }
            return out;
        }
    }

    /** The bytes with the only occurrence of a sequence replaced by another as long. */
    static byte[] patch(byte[] bytes, int[] from, int[] to) {
        int found = -1;
        for (int i = 0; i + from.length <= bytes.length; i++) {
            int n = 0;
            while (n < from.length && bytes[i + n] == (byte) from[n]) {
                n++;
            }
            if (n == from.length) {
                assertEquals(-1, found, "the sequence occurs twice");
                found = i;
            }
        }
        assertTrue(found >= 0, "the sequence does not occur");
        byte[] patched = bytes.clone();
        for (int i = 0; i < to.length; i++) {
            patched[found + i] = (byte) to[i];
        }
        return patched;
    }
}
