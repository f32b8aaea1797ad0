package obol.verifier;

import static obol.verifier.Claims.NAME;
import static obol.verifier.Claims.code;
import static obol.verifier.Claims.constructor;
import static obol.verifier.Claims.frame;
import static obol.verifier.Claims.method;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.type;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Objects before their constructor has run (JVMS 4.10.2.4), {@code invokespecial}, and protected members (4.10.1.8). */
class InitializationFaultsTest {
    private static final Claims CLAIMS = new Claims();

    @AfterAll
    static void askHotSpot() throws Exception {
        CLAIMS.askHotSpot();
    }

    private static void superInit(MethodVisitor m) {
        m.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    }

    @Test
    void constructorsInitializeThisBeforeTheyReturn() throws Exception {
        CLAIMS.refused("4.10.1.9.return", constructor(0, 2, m -> m.visitInsn(RETURN)));
        CLAIMS.accepted(constructor(2, 2, m -> {
            ops(m, ACONST_NULL, ATHROW);
        }));
        CLAIMS.accepted(constructor(1, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            superInit(m);
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void overwritingTheLocalDoesNotHideThatThisIsUninitialized() throws Exception {
        CLAIMS.refused("4.10.1.9.return", constructor(1, 2, m -> {
            m.visitInsn(ACONST_NULL);
            m.visitVarInsn(ASTORE, 0);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.goto", constructor(1, 2, m -> {
            Label target = new Label();
            m.visitJumpInsn(GOTO, target);
            m.visitLabel(target);
            frame(m, List.of(TOP, INTEGER), List.of());
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void noHandlerCoversTheCallOfTheSuperConstructor() throws Exception {
        for (boolean ends : new boolean[] {true, false}) {
            for (Object local : new Object[] {TOP, UNINITIALIZED_THIS, NAME}) {
                CLAIMS.refused("4.10.1.6", constructor(1, 2, m -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    m.visitTryCatchBlock(start, end, handler, null);
                    m.visitVarInsn(ALOAD, 0);
                    m.visitLabel(start);
                    superInit(m);
                    m.visitLabel(end);
                    m.visitInsn(RETURN);
                    m.visitLabel(handler);
                    frame(m, List.of(local, INTEGER), List.of("java/lang/Throwable"));
                    ops(m, ends ? ATHROW : POP);
                    if (!ends) {
                        m.visitInsn(RETURN);
                    }
                }));
            }
        }
    }

    @Test
    void handlersBeforeTheSuperConstructorKeepTheFlag() throws Exception {
        for (Object local : new Object[] {TOP, UNINITIALIZED_THIS}) {
            byte[] bytes = constructor(1, 2, m -> {
                Label start = new Label();
                Label end = new Label();
                Label handler = new Label();
                m.visitTryCatchBlock(start, end, handler, null);
                m.visitLabel(start);
                m.visitInsn(NOP);
                m.visitLabel(end);
                m.visitVarInsn(ALOAD, 0);
                superInit(m);
                m.visitInsn(RETURN);
                m.visitLabel(handler);
                frame(m, List.of(local, INTEGER), List.of("java/lang/Throwable"));
                m.visitInsn(ATHROW);
            });
            if (local == TOP) {
                CLAIMS.refused("4.10.1.6", bytes);
            } else {
                CLAIMS.accepted(bytes);
            }
        }
    }

    @Test
    void uninitializedThisMayBeComparedAndLockedButNotUsed() throws Exception {
        for (int opcode : new int[] {IF_ACMPEQ, IFNULL}) {
            CLAIMS.accepted(constructor(2, 2, m -> {
                Label target = new Label();
                m.visitVarInsn(ALOAD, 0);
                if (opcode == IF_ACMPEQ) {
                    m.visitVarInsn(ALOAD, 0);
                }
                m.visitJumpInsn(opcode, target);
                m.visitLabel(target);
                frame(m, List.of(UNINITIALIZED_THIS, INTEGER), List.of());
                m.visitVarInsn(ALOAD, 0);
                superInit(m);
                m.visitInsn(RETURN);
            }));
        }
        CLAIMS.accepted(constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(MONITORENTER);
            m.visitVarInsn(ALOAD, 0);
            superInit(m);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.invokestatic", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESTATIC, "java/lang/String", "valueOf", "(Ljava/lang/Object;)Ljava/lang/String;", false);
            ops(m, POP, ACONST_NULL, ATHROW);
        }));
        CLAIMS.refused("4.10.1.9.checkcast", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitTypeInsn(CHECKCAST, NAME);
            ops(m, POP, ACONST_NULL, ATHROW);
        }));
        CLAIMS.refused("4.10.1.9.athrow", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ATHROW);
        }));
        CLAIMS.refused("4.10.1.9.invokespecial", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "hashCode", "()I", false);
            ops(m, POP, ACONST_NULL, ATHROW);
        }));
    }

    @Test
    void onlyFieldsOfTheClassItselfAreSetBeforeTheSuperConstructor() throws Exception {
        CLAIMS.accepted(constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitFieldInsn(PUTFIELD, NAME, "f", "I");
            m.visitVarInsn(ALOAD, 0);
            superInit(m);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.putfield", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ILOAD, 1);
            m.visitFieldInsn(PUTFIELD, NAME, "inherited", "I");
            ops(m, ACONST_NULL, ATHROW);
        }));
        CLAIMS.refused("4.10.1.9.getfield", constructor(2, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitFieldInsn(GETFIELD, NAME, "f", "I");
            ops(m, POP, ACONST_NULL, ATHROW);
        }));
    }

    @Test
    void initIsOfTheClassThatWasCreated() throws Exception {
        CLAIMS.refused("4.10.1.9.invokespecial", code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, "java/lang/String");
            superInit(m);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.invokespecial", constructor(1, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESPECIAL, "java/lang/Thread", "<init>", "()V", false);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.invokespecial", code("(Ljava/lang/Object;)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            superInit(m);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.9.1", code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "<init>", "()V", false);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.9.areturn", code("()Ljava/lang/Object;", 1, 0, m -> {
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitInsn(ARETURN);
        }));
    }

    @Test
    void oneInitInitializesAllCopies() throws Exception {
        CLAIMS.accepted(code("()Ljava/lang/Object;", 2, 1, m -> {
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitInsn(DUP);
            m.visitVarInsn(ASTORE, 0);
            superInit(m);
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ARETURN);
        }));
        CLAIMS.refused("4.10.1.9.invokespecial", code("()V", 2, 1, m -> {
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitInsn(DUP);
            superInit(m);
            superInit(m);
            m.visitInsn(RETURN);
        }));
    }

    /** A loop back over {@code new} while an older object of it lies in local 0. */
    private static byte[] loopOverNew(boolean useOld) {
        return code("()V", 2, 1, m -> {
            Label head = new Label();
            m.visitInsn(ACONST_NULL);
            m.visitVarInsn(ASTORE, 0);
            m.visitLabel(head);
            frame(m, List.of(TOP), List.of());
            Label created = new Label();
            m.visitLabel(created);
            m.visitTypeInsn(NEW, "java/lang/Object");
            if (useOld) {
                m.visitVarInsn(ALOAD, 0);
                m.visitInsn(POP);
            }
            m.visitVarInsn(ASTORE, 0);
            m.visitJumpInsn(GOTO, head);
        });
    }

    @Test
    void backwardBranchesMayCarryUninitializedObjects() throws Exception {
        CLAIMS.accepted(loopOverNew(false));
        CLAIMS.refused("4.10.1.9.aload_0", loopOverNew(true));
        CLAIMS.accepted(code("(I)V", 2, 2, m -> {
            Label created = new Label();
            Label head = new Label();
            m.visitLabel(created);
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitVarInsn(ASTORE, 1);
            m.visitLabel(head);
            frame(m, List.of(INTEGER, created), List.of());
            m.visitIincInsn(0, -1);
            m.visitVarInsn(ILOAD, 0);
            m.visitJumpInsn(IFGT, head);
            m.visitVarInsn(ALOAD, 1);
            superInit(m);
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void newMakesOlderObjectsOfTheSameSiteUnusable() throws Exception {
        // The frame claims that an object of this very new lies in local 0 already.
        CLAIMS.refused("4.10.1.9.aload_0", code("(I)V", 2, 1, m -> {
            Label created = new Label();
            Label second = new Label();
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitInsn(POP);
            m.visitJumpInsn(GOTO, second);
            m.visitLabel(created);
            frame(m, List.of(created), List.of());
            m.visitTypeInsn(NEW, "java/lang/Object");
            m.visitVarInsn(ALOAD, 0);
            superInit(m);
            superInit(m);
            m.visitInsn(RETURN);
            m.visitLabel(second);
            frame(m, List.of(), List.of());
            m.visitInsn(RETURN);
        }));
        // HotSpot lets it pass (JVMS 4.10.1.9.new does not).
        CLAIMS.refusedUnlikeHotSpot("4.10.1.9.new", code("(I)V", 2, 1, m -> {
            Label created = new Label();
            Label second = new Label();
            m.visitJumpInsn(GOTO, second);
            m.visitLabel(created);
            frame(m, List.of(), List.of(created));
            m.visitTypeInsn(NEW, "java/lang/Object");
            ops(m, POP, POP, RETURN);
            m.visitLabel(second);
            frame(m, List.of(), List.of());
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void invokespecialNeedsTheCurrentClassAsReceiver() throws Exception {
        CLAIMS.refused("4.10.1.9.invokespecial", type(w -> method(w, 0, "m", "(Ljava/lang/Object;)V", 1, 2, m -> {
            m.visitVarInsn(ALOAD, 1);
            m.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "hashCode", "()I", false);
            ops(m, POP, RETURN);
        })));
        CLAIMS.refused("4.10.1.9.invokespecial", type(w -> method(w, 0, "m", "()V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKESPECIAL, "java/lang/String", "length", "()I", false);
            ops(m, POP, RETURN);
        })));
    }

    @Test
    void invokespecialReachesDirectSuperinterfacesOnly() throws Exception {
        byte[] indirect = type(55, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, "t/A", "java/lang/Object", List.of(),
                w -> method(w, ACC_PUBLIC, "d", "()V", 0, 1, m -> m.visitInsn(RETURN)));
        byte[] direct = type(55, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, "t/B", "java/lang/Object", List.of("t/A"),
                w -> { });
        for (String owner : List.of("t/A", "t/B")) {
            byte[] bytes = type(55, ACC_PUBLIC | ACC_SUPER, NAME, "java/lang/Object", List.of("t/B"),
                    w -> method(w, ACC_PUBLIC, "d", "()V", 1, 1, m -> {
                        m.visitVarInsn(ALOAD, 0);
                        m.visitMethodInsn(INVOKESPECIAL, owner, "d", "()V", true);
                        m.visitInsn(RETURN);
                    }));
            if (owner.equals("t/B")) {
                CLAIMS.accepted(bytes, direct, indirect);
            } else {
                CLAIMS.refused("4.10.1.9.invokespecial", bytes, direct, indirect);
            }
        }
    }

    @Test
    void protectedMembersOfAnotherPackageNeedTheCurrentClass() throws Exception {
        CLAIMS.refused("4.10.1.8", type(w -> method(w, ACC_STATIC, "m", "(Ljava/lang/Object;)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "clone", "()Ljava/lang/Object;", false);
            ops(m, POP, RETURN);
        })));
        CLAIMS.accepted(type(w -> method(w, ACC_STATIC, "m", "([ILt/T;)V", 1, 2, m -> {
            for (int i = 0; i < 2; i++) {
                m.visitVarInsn(ALOAD, i);
                m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "clone", "()Ljava/lang/Object;", false);
                m.visitInsn(POP);
            }
            m.visitInsn(RETURN);
        })));
        CLAIMS.refused("4.10.1.8", type(w -> method(w, ACC_STATIC, "m", "([I)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "finalize", "()V", false);
            m.visitInsn(RETURN);
        })));
        for (String receiver : List.of("Ljava/util/AbstractList;", "Lt/T;")) {
            byte[] bytes = type(55, ACC_PUBLIC | ACC_SUPER | ACC_ABSTRACT, NAME, "java/util/AbstractList", List.of(),
                    w -> method(w, ACC_STATIC, "m", "(" + receiver + ")V", 2, 1, m -> {
                        m.visitVarInsn(ALOAD, 0);
                        m.visitInsn(ICONST_0);
                        m.visitFieldInsn(PUTFIELD, "java/util/AbstractList", "modCount", "I");
                        m.visitInsn(RETURN);
                    }));
            if (receiver.equals("Lt/T;")) {
                CLAIMS.accepted(bytes);
            } else {
                CLAIMS.refused("4.10.1.8", bytes);
            }
        }
        CLAIMS.refused("4.10.1.8", type(55, ACC_PUBLIC | ACC_SUPER | ACC_ABSTRACT, NAME, "java/util/AbstractList",
                List.of(), w -> method(w, ACC_STATIC, "m", "()V", 2, 1, m -> {
                    m.visitTypeInsn(NEW, "java/util/AbstractList");
                    m.visitMethodInsn(INVOKESPECIAL, "java/util/AbstractList", "<init>", "()V", false);
                    m.visitInsn(RETURN);
                })));
        CLAIMS.refused("4.10.1.8", type(55, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, NAME, "java/lang/Object",
                List.of(), w -> method(w, ACC_PUBLIC | ACC_STATIC, "m", "(Ljava/lang/Object;)V", 1, 1, m -> {
                    m.visitVarInsn(ALOAD, 0);
                    m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "clone", "()Ljava/lang/Object;", false);
                    ops(m, POP, RETURN);
                })));
    }
}
