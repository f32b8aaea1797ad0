package obol.verifier;

import static obol.verifier.Claims.NAME;
import static obol.verifier.Claims.code;
import static obol.verifier.Claims.method;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.patch;
import static obol.verifier.Claims.type;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;

/** What the class reader refuses (JVMS 4.8), and the policy. */
class FormatFaultsTest {
    private static final Claims CLAIMS = new Claims();

    @AfterAll
    static void askHotSpot() throws Exception {
        CLAIMS.askHotSpot();
    }

    @Test
    void argumentsFitIntoTheLocals() throws Exception {
        CLAIMS.refused("4.8", code("(J)V", 0, 1, m -> m.visitInsn(RETURN)));
        CLAIMS.refused("4.8", type(w -> method(w, 0, "m", "()V", 0, 0, m -> m.visitInsn(RETURN))));
        CLAIMS.refused("4.8", type(w -> method(w, 0, "m", "(" + "I".repeat(255) + ")V", 0, 256, m -> m.visitInsn(RETURN))));
        CLAIMS.accepted(code("(" + "I".repeat(255) + ")V", 0, 255, m -> m.visitInsn(RETURN)));
    }

    /** A class with a method of that shape. */
    private static byte[] shape(int flags, String name, String descriptor) {
        return type(w -> method(w, flags, name, descriptor, 1, 9, m -> ops(m, ACONST_NULL, ATHROW)));
    }

    @Test
    void specialMethodsHaveTheirShape() throws Exception {
        CLAIMS.accepted(shape(0, "<init>", "(I)V"));
        CLAIMS.refused("4.8", shape(0, "<init>", "()I"));
        CLAIMS.refused("4.8", shape(ACC_STATIC, "<init>", "()V"));
        CLAIMS.refused("4.8", shape(ACC_FINAL, "<init>", "()V"));
        CLAIMS.refused("4.8", shape(ACC_STATIC, "<clinit>", "(I)V"));
        CLAIMS.refused("4.8", shape(ACC_STATIC, "<clinit>", "()I"));
        CLAIMS.refused("4.8", shape(0, "<clinit>", "()V"));
        CLAIMS.refused("4.8", shape(0, "<other>", "()V"));
        CLAIMS.refused("4.8", type(55, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, NAME, "java/lang/Object", List.of(),
                w -> method(w, ACC_PUBLIC, "<init>", "()V", 1, 1, m -> ops(m, ACONST_NULL, ATHROW))));
    }

    @Test
    void specialMethodsAreNotCalled() throws Exception {
        CLAIMS.refused("4.8", code("()V", 0, 0, m -> {
            m.visitMethodInsn(INVOKESTATIC, NAME, "<clinit>", "()V", false);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.8", code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, NAME);
            m.visitMethodInsn(INVOKESPECIAL, NAME, "<init>", "()I", false);
            m.visitInsn(RETURN);
        }));
        // JVMS 4.9.1; HotSpot waits for resolution.
        CLAIMS.refusedUnlikeHotSpot("4.8", code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, NAME);
            m.visitMethodInsn(INVOKESPECIAL, NAME, "<init>", "()V", true);
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void namesAndDescriptorsHaveTheirGrammar() throws Exception {
        for (String name : new String[] {"", "a.b", "a;b", "a[b", "a/b", "<a"}) {
            CLAIMS.refused("4.8", shape(ACC_STATIC, name, "()V"));
        }
        for (String descriptor : new String[] {"", "I", "()", "(V)V", "(I", "(L;)V", "(Lp//C;)V", "()VV", "(Lp/C)V",
            "(L/C;)V", "(X)V", "([)V", "()[V"}) {
            byte[] bytes = patchUtf8("(Laaaaaaaaa;)V", descriptor);
            CLAIMS.refused("4.8", bytes);
        }
        for (String name : new String[] {"a//b", "/a", "a/", "a.b", "[L", ""}) {
            CLAIMS.refused("4.8", type(w -> w.newClass(name)));
        }
    }

    /** A class whose static abstract-free method m has {@code text} in place of the descriptor {@code marker}. */
    private static byte[] patchUtf8(String marker, String text) {
        byte[] bytes = shape(ACC_STATIC, "m", marker);
        byte[] from = marker.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] to = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 2; i + from.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                byte[] patched = new byte[bytes.length - from.length + to.length];
                System.arraycopy(bytes, 0, patched, 0, i);
                patched[i - 1] = (byte) to.length;
                System.arraycopy(to, 0, patched, i, to.length);
                System.arraycopy(bytes, i + from.length, patched, i + to.length, bytes.length - i - from.length);
                return patched;
            }
        }
        throw new AssertionError(marker);
    }

    @Test
    void constantPool() throws Exception {
        CLAIMS.refused("4.8", type(w -> w.newHandle(H_INVOKESTATIC, "java/lang/Object", "<init>", "()V", false)));
        CLAIMS.refused("4.8", type(w -> w.newHandle(H_NEWINVOKESPECIAL, "java/lang/Object", "hashCode", "()I", false)));
        CLAIMS.refused("4.8", type(w -> w.newHandle(H_INVOKEINTERFACE, "java/lang/Object", "hashCode", "()I", false)));
        CLAIMS.refused("4.8", patch(type(w -> w.newMethodType("(IJIJIJ)V")), new int[] {16, 0}, new int[] {16, 9}));
        CLAIMS.refused("4.8", type(55, ACC_PUBLIC, NAME, "java/lang/Object", List.of("[I"), w -> { }));
        CLAIMS.refused("4.8", type(55, ACC_PUBLIC, NAME, "[I", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(55, ACC_PUBLIC, NAME, "java/lang/Object",
                List.of("java/lang/Runnable", "java/lang/Runnable"), w -> { }));
    }

    @Test
    void bootstrapMethodsAreThere() throws Exception {
        Handle bootstrap = new Handle(H_INVOKESTATIC, "p/B", "b", "()V", false);
        byte[] bytes = code("()V", 0, 0, m -> {
            m.visitInvokeDynamicInsn("x", "()V", bootstrap);
            m.visitInsn(RETURN);
        });
        // CONSTANT_InvokeDynamic 0, NameAndType; behind it the attribute's name, Utf8 of length 4.
        for (int i = 0; i + 8 < bytes.length; i++) {
            if (bytes[i] == 18 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 5] == 1 && bytes[i + 7] == 4) {
                byte[] wrong = bytes.clone();
                wrong[i + 2] = 1;
                CLAIMS.refused("4.8", wrong);
                return;
            }
        }
        throw new AssertionError("no CONSTANT_InvokeDynamic");
    }

    @Test
    void flagsAndMembers() throws Exception {
        CLAIMS.refused("4.8", type(55, ACC_ABSTRACT | ACC_FINAL, NAME, "java/lang/Object", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(55, ACC_INTERFACE, NAME, "java/lang/Object", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(55, ACC_INTERFACE | ACC_ABSTRACT, NAME, "java/lang/Thread", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(w -> w.visitField(ACC_PUBLIC | ACC_PRIVATE, "f", "I", null, null)));
        CLAIMS.refused("4.8", type(w -> w.visitField(ACC_FINAL | ACC_VOLATILE, "f", "I", null, null)));
        CLAIMS.refused("4.8", type(w -> {
            w.visitField(0, "f", "I", null, null);
            w.visitField(0, "f", "I", null, null);
        }));
        CLAIMS.refused("4.8", type(w -> w.visitMethod(0, "m", "()V", null, null)));
        CLAIMS.refused("4.8", type(w -> method(w, ACC_ABSTRACT, "m", "()V", 0, 1, m -> m.visitInsn(RETURN))));
        CLAIMS.refused("4.8", type(w -> w.visitField(ACC_STATIC, "f", "I", null, 1L)));
        CLAIMS.refused("4.8", type(w -> w.visitField(ACC_STATIC, "f", "Ljava/lang/Object;", null, "x")));
        CLAIMS.refused("4.8", type(61, ACC_FINAL | ACC_SUPER, NAME, "java/lang/Object", List.of(),
                w -> w.visitPermittedSubclass("t/S")));
    }

    @Test
    void policy() throws Exception {
        Claims.checkRefused("policy.java-package", named("java/lang/Evil"));
        Claims.checkRefused("policy.java-package", named("java/T"));
        Claims.checkRefused("policy.trusted-package", named("obol/nucleus/T"));
        Claims.checkRefused("policy.trusted-package", named("obol/nucleus/memory/T"));
        CLAIMS.accepted(type(w -> { }));
        Claims.checkRefused("policy.native-method",
                type(w -> w.visitMethod(ACC_NATIVE, "m", "()V", null, null)));
        Claims.checkRefused("policy.hidden-package", type(w -> w.visitField(ACC_PUBLIC, "f", "[Lobol/nucleus/Memory;", null, null)));
        Claims.checkRefused("policy.hidden-package",
                type(w -> w.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "m", "(ILobol/nucleus/abi/Links;)V", null, null)));
        Claims.checkRefused("policy.hidden-package", type(61, ACC_PUBLIC, NAME, "obol/nucleus/T", List.of(), w -> { }));
        for (int version : new int[] {45, 46, 47, 48, 49}) {
            Claims.checkRefused("policy.version", type(version, ACC_PUBLIC, NAME, "java/lang/Object", List.of(), w -> { }));
        }
        CLAIMS.refused("4.8", type(44, ACC_PUBLIC, NAME, "java/lang/Object", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(62, ACC_PUBLIC, NAME, "java/lang/Object", List.of(), w -> { }));
        CLAIMS.refused("4.8", type(61 | 1 << 16, ACC_PUBLIC, NAME, "java/lang/Object", List.of(), w -> { }));
    }

    private static byte[] named(String name) {
        return type(55, ACC_PUBLIC | ACC_SUPER, name, "java/lang/Object", List.of(), w -> { });
    }

    /** HotSpot would fall back to its old verifier here, which infers the frames. */
    @Test
    void version50WithoutFramesIsNotVerifiedOtherwise() throws Exception {
        Claims.checkRefused("4.10.1.9.ifnull", type(50, ACC_PUBLIC | ACC_SUPER, NAME, "java/lang/Object", List.of(),
                w -> method(w, ACC_STATIC, "m", "(Ljava/lang/Object;)V", 1, 1, m -> {
                    org.objectweb.asm.Label target = new org.objectweb.asm.Label();
                    m.visitVarInsn(ALOAD, 0);
                    m.visitJumpInsn(IFNULL, target);
                    m.visitLabel(target);
                    m.visitInsn(RETURN);
                })));
    }
}
