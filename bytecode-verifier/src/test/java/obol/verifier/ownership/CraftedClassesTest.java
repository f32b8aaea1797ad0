package obol.verifier.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import obol.classfile.ClassFile;
import obol.verifier.ClassSource;
import obol.verifier.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Class files that no compiler writes: lies in attributes, odd use of the stack, hostile sizes. */
class CraftedClassesTest {
    private static final String BLOCK = "obol/channels/Block";
    private static final String SOURCE = "obol/channels/Source";
    private static final long SECONDS = 1_000_000_000L;

    private static Map<String, byte[]> channels;

    @BeforeAll
    static void compileChannels() {
        channels = Traced.compile(Map.of());
    }

    private static List<Refusal> check(Consumer<ClassWriter> members) {
        return check("java/lang/Object", members);
    }

    private static List<Refusal> check(String superName, Consumer<ClassWriter> members) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER, "t/T", null, superName, null);
        members.accept(writer);
        writer.visitEnd();
        Map<String, byte[]> classes = new HashMap<>(channels);
        classes.put("t/T", writer.toByteArray());
        ClassSource namespace = Traced.namespace(classes);
        ClassFile cf = namespace.find("t/T");
        return new OwnershipVerifier(namespace).check(cf);
    }

    private static void method(ClassWriter writer, String name, String descriptor, String signature, int locals,
            Consumer<MethodVisitor> code) {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, name, descriptor, signature, null);
        method.visitCode();
        code.accept(method);
        method.visitMaxs(16, locals);
        method.visitEnd();
    }

    private static void call(MethodVisitor method, String owner, String name, String descriptor) {
        method.visitMethodInsn(owner.startsWith("t/") || name.equals("make") || name.equals("eat") ? INVOKESTATIC : INVOKEVIRTUAL,
                owner, name,
                descriptor, false);
    }

    private static void ops(MethodVisitor method, int... opcodes) {
        for (int opcode : opcodes) {
            method.visitInsn(opcode);
        }
    }

    private static void eat(MethodVisitor method) {
        call(method, "traced/World", "eat", "(L" + BLOCK + ";)V");
    }

    private static List<String> rules(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::rule).toList();
    }

    @Test
    void aSignatureCanNotHideALinearType() {
        List<Refusal> refusals = check(w -> method(w, "m", "(L" + BLOCK + ";)V", "(Ljava/lang/String;)V", 1, m -> ops(m, RETURN)));
        assertEquals(List.of("own.still-open"), rules(refusals));
    }

    @Test
    void aSignatureThatCarriesSomethingElseIsAFaultWhereItIsCalled() {
        List<Refusal> refusals = check(w -> {
            method(w, "strings", "(L" + SOURCE + ";)V", "(L" + SOURCE + "<Ljava/lang/String;>;)V", 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                call(m, SOURCE, "close", "()V");
                ops(m, RETURN);
            });
            method(w, "m", "(L" + SOURCE + ";)V", "(L" + SOURCE + "<L" + BLOCK + ";>;)V", 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                call(m, "t/T", "strings", "(L" + SOURCE + ";)V");
                ops(m, RETURN);
            });
        });
        assertEquals(List.of("own.type-argument"), rules(refusals));
    }

    @Test
    void malformedSignaturesCountAsNone() {
        String deep = "(L" + SOURCE + "<" + "Ljava/util/List<".repeat(200) + "Ljava/lang/String;" + ">;".repeat(200) + ">;)V";
        for (String signature : List.of("", "(", "<", "(L" + SOURCE + "<", "(L" + SOURCE + "<TT;>)V", "(L" + SOURCE + "<*>;)V;", "(T",
                deep, "[".repeat(500))) {
            List<Refusal> refusals = check(w -> method(w, "m", "(L" + SOURCE + ";)V", signature, 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                call(m, SOURCE, "close", "()V");
                ops(m, RETURN);
            }));
            assertEquals(List.of("own.raw"), rules(refusals), signature);
        }
    }

    @Test
    void formsOfDupMakeNoSecondOwner() {
        List<Refusal> refusals = check(w -> method(w, "m", "(L" + BLOCK + ";L" + BLOCK + ";)V", null, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ALOAD, 1);
            ops(m, DUP_X1);
            eat(m);
            eat(m);
            eat(m);
            ops(m, RETURN);
        }));
        assertEquals(List.of("own.use-after-end"), rules(refusals));
        assertEquals(List.of("own.use-after-end"), rules(check(w -> method(w, "m", "(L" + BLOCK + ";J)V", null, 3, m -> {
            m.visitVarInsn(LLOAD, 1);
            m.visitVarInsn(ALOAD, 0);
            ops(m, DUP_X2);
            eat(m);
            ops(m, POP2);
            eat(m);
            ops(m, RETURN);
        }))));
        assertEquals(List.of(), rules(check(w -> method(w, "m", "(L" + BLOCK + ";L" + BLOCK + ";)V", null, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ALOAD, 1);
            ops(m, DUP2, POP2, SWAP);
            eat(m);
            eat(m);
            ops(m, RETURN);
        }))));
    }

    /** Without lines each instruction is a place of its own. */
    @Test
    void missingLinesAndNamesLeaveTheRules() {
        List<Refusal> refusals = check(w -> method(w, "m", "(L" + BLOCK + ";)V", null, 1, m -> {
            for (int i = 0; i < 3; i++) {
                m.visitVarInsn(ALOAD, 0);
                eat(m);
            }
            ops(m, RETURN);
        }));
        assertEquals(List.of("own.use-after-end", "own.use-after-end"), rules(refusals));
        assertEquals("refused t.T m(L" + BLOCK
                + ";)V @5 line 0: own.use-after-end: found this Block is used here, but was moved into World.eat(), "
                + "wanted a value that is still owned", refusals.get(0).toString());
    }

    /** The int of an instanceof tells nothing once it has been counted with. */
    @Test
    void aTestThatWasChangedIsNoTest() {
        for (boolean changed : new boolean[] {false, true}) {
            List<Refusal> refusals = check(w -> method(w, "m", "(Ltraced/World$Out;)V", null, 2, m -> {
                Label other = new Label();
                m.visitVarInsn(ALOAD, 0);
                m.visitTypeInsn(INSTANCEOF, "traced/World$N3");
                m.visitVarInsn(ISTORE, 1);
                if (changed) {
                    m.visitIincInsn(1, 0);
                }
                m.visitVarInsn(ILOAD, 1);
                m.visitJumpInsn(IFEQ, other);
                ops(m, RETURN);
                m.visitLabel(other);
                ops(m, ACONST_NULL, ATHROW);
            }));
            assertEquals(changed ? List.of("own.still-open", "own.still-open") : List.of("own.still-open"), rules(refusals));
        }
    }

    @Test
    void noDynamicConstantOrHandleGivesOrTakesALinearValue() {
        List<Refusal> constant = check(w -> method(w, "m", "()V", null, 1, m -> {
            m.visitLdcInsn(new ConstantDynamic("c", "L" + BLOCK + ";", new Handle(H_INVOKESTATIC, "t/T", "b", "()L" + BLOCK + ";", false)));
            ops(m, POP, RETURN);
        }));
        assertEquals(List.of("own.bootstrap"), rules(constant));
        List<Refusal> handle = check(w -> method(w, "m", "(Ljava/lang/invoke/MethodHandle;L" + BLOCK + ";)V", null, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ALOAD, 1);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", "(L" + BLOCK + ";)V", false);
            ops(m, RETURN);
        }));
        assertEquals("own.ordinary-code", rules(handle).get(0));
    }

    /** A constructor that is called on an object nobody holds any more. */
    @Test
    void aRecordThatIsDroppedAtOnceIsLost() {
        List<Refusal> refusals = check(w -> method(w, "m", "(L" + BLOCK + ";L" + BLOCK + ";)V", null, 2, m -> {
            m.visitTypeInsn(NEW, "traced/World$Duo");
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ALOAD, 1);
            m.visitMethodInsn(INVOKESPECIAL, "traced/World$Duo", "<init>", "(L" + BLOCK + ";L" + BLOCK + ";)V", false);
            ops(m, RETURN);
        }));
        assertEquals(List.of("own.lost"), rules(refusals));
    }

    @Test
    void circlesOfSupertypesEnd() {
        assertEquals(List.of(), check("t/T", w -> method(w, "m", "(L" + BLOCK + ";)V", null, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            eat(m);
            ops(m, RETURN);
        })));
    }

    // ---- sizes

    private static List<Refusal> soon(Consumer<ClassWriter> members) {
        long start = System.nanoTime();
        List<Refusal> refusals = check(members);
        assertTrue(System.nanoTime() - start < 60 * SECONDS, refusals::toString);
        return refusals;
    }

    /** As many linear variables as there can be, and loops over all of them. */
    @Test
    void manyVariables() {
        List<Refusal> refusals = soon(w -> method(w, "m", "(L" + BLOCK + ";)V", null, 60_000, m -> {
            for (int i = 1; i < 3_000; i++) {
                m.visitVarInsn(ALOAD, 0);
                m.visitVarInsn(ASTORE, i);
            }
            for (int i = 0; i < 3_000; i++) {
                Label next = new Label();
                m.visitVarInsn(ALOAD, i);
                m.visitJumpInsn(IFNULL, next);
                m.visitLabel(next);
            }
            ops(m, RETURN);
        }));
        assertEquals(List.of("own.effort"), rules(refusals));
    }

    @Test
    void manyHandlers() {
        List<Refusal> refusals = soon(w -> method(w, "m", "(L" + BLOCK + ";)V", null, 10, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            for (int i = 0; i < 65_000; i++) {
                m.visitTryCatchBlock(start, end, handler, null);
            }
            m.visitLabel(start);
            for (int i = 0; i < 5_000; i++) {
                m.visitVarInsn(ALOAD, 0);
                call(m, BLOCK, "size", "()I");
                ops(m, POP);
            }
            m.visitLabel(end);
            ops(m, RETURN);
            m.visitLabel(handler);
            ops(m, ATHROW);
        }));
        assertEquals(List.of("own.effort"), rules(refusals));
    }

    /** A method of the greatest length that does nothing wrong is no more than long. */
    @Test
    void aLongMethod() {
        List<Refusal> refusals = soon(w -> method(w, "m", "()V", null, 2, m -> {
            for (int i = 0; i < 8_000; i++) {
                m.visitMethodInsn(INVOKESTATIC, "traced/World", "make", "()L" + BLOCK + ";", false);
                m.visitVarInsn(ASTORE, 0);
                m.visitVarInsn(ALOAD, 0);
                eat(m);
            }
            ops(m, RETURN);
        }));
        assertEquals(List.of(), refusals);
    }

    /** Each branch makes an alias more or less: the number of joins is what counts. */
    @Test
    void manyAliasesAndBranches() {
        List<Refusal> refusals = soon(w -> method(w, "m", "(L" + BLOCK + ";I)V", null, 300, m -> {
            Label head = new Label();
            for (int i = 2; i < 300; i++) {
                m.visitInsn(ACONST_NULL);
                m.visitVarInsn(ASTORE, i);
            }
            m.visitLabel(head);
            for (int i = 2; i < 300; i++) {
                Label next = new Label();
                m.visitVarInsn(ILOAD, 1);
                m.visitJumpInsn(IFEQ, next);
                m.visitVarInsn(ALOAD, 0);
                m.visitVarInsn(ASTORE, i);
                m.visitLabel(next);
            }
            m.visitVarInsn(ILOAD, 1);
            m.visitJumpInsn(IFNE, head);
            m.visitVarInsn(ALOAD, 0);
            eat(m);
            ops(m, RETURN);
        }));
        assertTrue(!refusals.isEmpty());
    }
}
