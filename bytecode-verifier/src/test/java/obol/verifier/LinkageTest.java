package obol.verifier;

import static obol.verifier.Claims.NAME;
import static obol.verifier.Claims.code;
import static obol.verifier.Claims.method;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.type;
import static obol.verifier.LinkageProblem.ACCESS;
import static obol.verifier.LinkageProblem.CHANGE;
import static obol.verifier.LinkageProblem.CIRCULAR;
import static obol.verifier.LinkageProblem.INSTANTIATION;
import static obol.verifier.LinkageProblem.NO_CLASS;
import static obol.verifier.LinkageProblem.NO_FIELD;
import static obol.verifier.LinkageProblem.NO_METHOD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Set;
import obol.classfile.ClassFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is not there or not allowed: no refusal, but a list (the second of the two verdicts). */
class LinkageTest {
    private static final Claims CLAIMS = new Claims();

    @AfterAll
    static void askHotSpot() throws Exception {
        CLAIMS.askHotSpot();
    }

    /** Package t's other class: private, package-private, protected and final members. */
    private static byte[] other(String name) {
        return type(55, ACC_PUBLIC | ACC_SUPER, name, "java/lang/Object", List.of(), w -> {
            w.visitField(ACC_PRIVATE | ACC_STATIC, "hidden", "I", null, null);
            w.visitField(ACC_STATIC, "near", "I", null, null);
            w.visitField(ACC_PROTECTED | ACC_STATIC, "kin", "I", null, null);
            w.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "fixed", "I", null, null);
            w.visitField(ACC_PUBLIC, "instance", "I", null, null);
            method(w, ACC_PRIVATE | ACC_STATIC, "hidden", "()V", 0, 0, m -> m.visitInsn(RETURN));
            method(w, ACC_PUBLIC, "virtual", "()V", 0, 1, m -> m.visitInsn(RETURN));
            method(w, ACC_PUBLIC | ACC_FINAL, "last", "()V", 0, 1, m -> m.visitInsn(RETURN));
            method(w, ACC_PUBLIC, "<init>", "()V", 1, 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                m.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                m.visitInsn(RETURN);
            });
        });
    }

    private static byte[] get(String owner, String field) {
        return code("()V", 1, 0, m -> {
            m.visitFieldInsn(GETSTATIC, owner, field, "I");
            ops(m, POP, RETURN);
        });
    }

    @Test
    void members() throws Exception {
        CLAIMS.accepted(get("t/O", "near"), other("t/O"));
        CLAIMS.failsAtUse(ACCESS, get("t/O", "hidden"), other("t/O"));
        CLAIMS.failsAtUse(ACCESS, get("u/O", "near"), other("u/O"));
        CLAIMS.failsAtUse(ACCESS, get("u/O", "kin"), other("u/O"));
        CLAIMS.failsAtUse(NO_FIELD, get("t/O", "absent"), other("t/O"));
        CLAIMS.failsAtUse(CHANGE, get("t/O", "instance"), other("t/O"));
        CLAIMS.failsAtUse(NO_CLASS, get("t/Absent", "x"));
        CLAIMS.failsAtUse(ACCESS, call(INVOKESTATIC, "t/O", "hidden", false), other("t/O"));
        CLAIMS.failsAtUse(CHANGE, call(INVOKESTATIC, "t/O", "virtual", false), other("t/O"));
        CLAIMS.failsAtUse(CHANGE, call(INVOKESTATIC, "t/O", "virtual", true), other("t/O"));
        CLAIMS.failsAtUse(NO_METHOD, call(INVOKESTATIC, "t/O", "absent", false), other("t/O"));
        CLAIMS.failsAtUse(INSTANTIATION, code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, "java/lang/Number");
            ops(m, POP, RETURN);
        }));
    }

    private static byte[] call(int opcode, String owner, String name, boolean isInterface) {
        return code("()V", 1, 0, m -> {
            m.visitMethodInsn(opcode, owner, name, "()V", isInterface);
            m.visitInsn(RETURN);
        });
    }

    @Test
    void finalFieldsAreWrittenInTheInitializersOfTheirClassOnly() throws Exception {
        CLAIMS.failsAtUse(ACCESS, code("()V", 1, 0, m -> {
            m.visitInsn(ICONST_1);
            m.visitFieldInsn(PUTSTATIC, "t/O", "fixed", "I");
            m.visitInsn(RETURN);
        }), other("t/O"));
        for (String writer : List.of("m", "<clinit>")) {
            for (int version : new int[] {52, 53}) {
                byte[] bytes = type(version, ACC_PUBLIC | ACC_SUPER, NAME, "java/lang/Object", List.of(), w -> {
                    w.visitField(ACC_STATIC | ACC_FINAL, "own", "I", null, null);
                    method(w, ACC_STATIC, writer, "()V", 1, 0, m -> {
                        m.visitInsn(ICONST_1);
                        m.visitFieldInsn(PUTSTATIC, NAME, "own", "I");
                        m.visitInsn(RETURN);
                    });
                });
                if (version >= 53 && writer.equals("m")) {
                    CLAIMS.failsAtUse(ACCESS, bytes);
                } else {
                    CLAIMS.accepted(bytes);
                }
            }
        }
    }

    private static byte[] below(String superName, String... interfaces) {
        return type(61, ACC_PUBLIC | ACC_SUPER, NAME, superName, List.of(interfaces), w -> { });
    }

    @Test
    void supertypes() throws Exception {
        CLAIMS.accepted(below("t/O"), other("t/O"));
        CLAIMS.failsToLink(NO_CLASS, below("t/Absent"));
        CLAIMS.failsToLink(NO_CLASS, below("java/lang/Object", "t/Absent"));
        CLAIMS.failsToLink(CHANGE, below("java/lang/String"));
        CLAIMS.failsToLink(CHANGE, below("java/lang/Runnable"));
        CLAIMS.failsToLink(CHANGE, below("java/lang/Object", "java/lang/Thread"));
        CLAIMS.failsToLink(ACCESS, below("java/lang/AbstractStringBuilder"));
        CLAIMS.failsToLink(CIRCULAR, below(NAME));
        CLAIMS.failsToLink(CIRCULAR, below("t/O"),
                type(55, ACC_PUBLIC, "t/O", NAME, List.of(), w -> { }));
    }

    @Test
    void finalMethodsAreNotOverridden() throws Exception {
        byte[] overriding = type(61, ACC_PUBLIC | ACC_SUPER, NAME, "t/O", List.of(),
                w -> method(w, ACC_PUBLIC, "last", "()V", 0, 1, m -> m.visitInsn(RETURN)));
        CLAIMS.failsToLink(CHANGE, overriding, other("t/O"));
        // Not overridden but hidden: package-private in another package.
        byte[] far = type(55, ACC_PUBLIC | ACC_SUPER, "u/O", "java/lang/Object", List.of(),
                w -> method(w, ACC_FINAL, "last", "()V", 0, 1, m -> m.visitInsn(RETURN)));
        CLAIMS.accepted(type(61, ACC_PUBLIC | ACC_SUPER, NAME, "u/O", List.of(),
                w -> method(w, ACC_PUBLIC, "last", "()V", 0, 1, m -> m.visitInsn(RETURN))), far);
    }

    @Test
    void sealedClassesPermitTheirSubclasses() throws Exception {
        for (String permitted : List.of(NAME, "t/S")) {
            byte[] sealed = type(61, ACC_PUBLIC | ACC_SUPER | ACC_ABSTRACT, "t/P", "java/lang/Object", List.of(),
                    w -> w.visitPermittedSubclass(permitted));
            if (permitted.equals(NAME)) {
                CLAIMS.accepted(below("t/P"), sealed);
            } else {
                CLAIMS.failsToLink(CHANGE, below("t/P"), sealed);
            }
        }
    }

    /** {@code return (owner) argument} with types that need a look at the hierarchy. */
    private static byte[] widen(String from, String to) {
        return code("(L" + from + ";)L" + to + ";", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ARETURN);
        });
    }

    @Test
    void aMissingClassIsNeverGuessedAbout() throws Exception {
        CLAIMS.failsToLink(NO_CLASS, widen("t/Absent", "java/lang/Number"));
        CLAIMS.failsToLink(NO_CLASS, widen("java/lang/Integer", "t/Absent"));
        // The types say that it is right whatever the class is; only the use of the class fails.
        assertEquals(List.of(), Claims.verify(widen("t/Absent", "java/lang/Object")).linkage());
        assertEquals(List.of(), Claims.verify(widen("t/Absent", "t/Absent")).linkage());
    }

    @Test
    void aClassOfAnotherNameIsMissing() throws Exception {
        ClassFile other = ClassFile.read(other("t/O"));
        ClassFile asking = ClassFile.read(get("t/Wrong", "near"));
        Verdict verdict = new Verifier(name -> name.equals("t/Wrong") ? other : null, Policy.user(Set.of())).verify(asking);
        assertEquals(NO_CLASS, verdict.linkage().get(verdict.linkage().size() - 1).error());
    }

    @Test
    void packagesThatAreNotExportedAreClosed() throws Exception {
        Namespace all = Namespace.javaBase();
        ClassSource closed = new ClassSource() {
            @Override
            public ClassFile find(String name) {
                return all.find(name);
            }

            @Override
            public boolean isExported(String packageName) {
                return !packageName.startsWith("jdk/internal");
            }
        };
        byte[] bytes = code("()V", 1, 0, m -> {
            m.visitMethodInsn(INVOKESTATIC, "jdk/internal/misc/Unsafe", "getUnsafe", "()Ljdk/internal/misc/Unsafe;", false);
            ops(m, POP, RETURN);
        });
        Verdict verdict = new Verifier(closed, Policy.user(Set.of())).verify(bytes, NAME);
        assertEquals(ACCESS, verdict.linkage().get(0).error());
        assertEquals(0, verdict.linkage().get(0).bci());
    }

    @Test
    void nestMatesShareTheirPrivateMembers() throws Exception {
        byte[] host = type(55, ACC_PUBLIC | ACC_SUPER, "t/H", "java/lang/Object", List.of(), w -> {
            w.visitNestMember(NAME);
            w.visitField(ACC_PRIVATE | ACC_STATIC, "hidden", "I", null, null);
        });
        for (boolean member : new boolean[] {true, false}) {
            byte[] bytes = type(w -> {
                if (member) {
                    w.visitNestHost("t/H");
                }
                method(w, ACC_STATIC, "m", "()V", 1, 0, m -> {
                    m.visitFieldInsn(GETSTATIC, "t/H", "hidden", "I");
                    ops(m, POP, RETURN);
                });
            });
            if (member) {
                CLAIMS.accepted(bytes, host);
            } else {
                CLAIMS.failsAtUse(ACCESS, bytes, host);
            }
        }
    }
}
