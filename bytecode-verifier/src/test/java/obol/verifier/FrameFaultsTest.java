package obol.verifier;

import static obol.verifier.Claims.code;
import static obol.verifier.Claims.frame;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.rawFrames;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Declared frames, merging, and exception handlers (JVMS 4.10.1.4, 4.10.1.6). */
class FrameFaultsTest {
    private static final Claims CLAIMS = new Claims();

    @AfterAll
    static void askHotSpot() throws Exception {
        CLAIMS.askHotSpot();
    }

    /** A method (Object)V whose local 1 is {@code before} while an astore of {@code stored} in it is covered. */
    private static byte[] coveredStore(Consumer<MethodVisitor> before, String stored, Object atHandler) {
        return code("(Ljava/lang/Object;)V", 1, 2, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            m.visitTryCatchBlock(start, end, handler, null);
            before.accept(m);
            m.visitVarInsn(ALOAD, 0);
            m.visitTypeInsn(CHECKCAST, stored);
            m.visitLabel(start);
            m.visitVarInsn(ASTORE, 1);
            m.visitLabel(end);
            m.visitInsn(RETURN);
            m.visitLabel(handler);
            frame(m, List.of("java/lang/Object", atHandler), List.of("java/lang/Throwable"));
            ops(m, POP, RETURN);
        });
    }

    @Test
    void handlersSeeTheLocalsBeforeAStore() throws Exception {
        CLAIMS.refused("4.10.1.6", coveredStore(m -> { }, "java/lang/String", "java/lang/String"));
        CLAIMS.refused("4.10.1.6", coveredStore(m -> {
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ISTORE, 1);
        }, "java/lang/String", "java/lang/String"));
    }

    @Test
    void handlersDoNotSeeTheLocalsAfterAStore() throws Exception {
        CLAIMS.accepted(coveredStore(m -> {
            m.visitLdcInsn("x");
            m.visitVarInsn(ASTORE, 1);
        }, "java/lang/Integer", "java/lang/String"));
    }

    @Test
    void everyInstructionOfTheRangeIsCovered() throws Exception {
        CLAIMS.refused("4.10.1.6", code("()V", 1, 1, m -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            m.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ISTORE, 0);
            m.visitLabel(start);
            m.visitInsn(NOP);
            m.visitInsn(FCONST_0);
            m.visitVarInsn(FSTORE, 0);
            m.visitInsn(NOP);
            m.visitLabel(end);
            m.visitInsn(RETURN);
            m.visitLabel(handler);
            frame(m, List.of(INTEGER), List.of("java/lang/Exception"));
            ops(m, POP, RETURN);
        }));
    }

    @Test
    void handlersCatchThrowablesWithAStackOfOne() throws Exception {
        for (Object[] handler : new Object[][] {
            {"java/lang/String", List.of("java/lang/String"), 1, false},
            {"java/lang/Exception", List.of("java/lang/RuntimeException"), 1, false},
            {"java/lang/Exception", List.of("java/lang/Throwable"), 1, true},
            {"java/lang/Exception", List.of(), 1, false},
            {"java/lang/Exception", List.of("java/lang/Exception", INTEGER), 2, false},
            {"[I", List.of("java/lang/Object"), 1, false}}) {
            byte[] bytes = code("()V", (Integer) handler[2], 0, m -> {
                Label start = new Label();
                Label end = new Label();
                Label target = new Label();
                m.visitTryCatchBlock(start, end, target, (String) handler[0]);
                m.visitLabel(start);
                m.visitInsn(NOP);
                m.visitLabel(end);
                m.visitInsn(RETURN);
                m.visitLabel(target);
                frame(m, List.of(), (List<?>) handler[1]);
                m.visitInsn(RETURN);
            });
            if ((Boolean) handler[3]) {
                CLAIMS.accepted(bytes);
            } else {
                CLAIMS.refused("4.10.1.6", bytes);
            }
        }
    }

    @Test
    void framesMustFitWhatComesIn() throws Exception {
        CLAIMS.refused("4.10.1.9.goto", code("()V", 0, 1, m -> {
            Label target = new Label();
            m.visitJumpInsn(GOTO, target);
            m.visitLabel(target);
            frame(m, List.of(INTEGER), List.of());
            m.visitInsn(RETURN);
        }));
    }

    @Test
    void everyTargetAndEveryInstructionAfterAJumpHasAFrame() throws Exception {
        CLAIMS.refused("4.10.1.9.ifnull", code("(Ljava/lang/Object;)V", 1, 1, m -> {
            Label target = new Label();
            m.visitVarInsn(ALOAD, 0);
            m.visitJumpInsn(IFNULL, target);
            m.visitInsn(NOP);
            m.visitLabel(target);
            m.visitInsn(RETURN);
        }));
        CLAIMS.refused("4.10.1.6", code("()V", 0, 0, m -> ops(m, RETURN, NOP, RETURN)));
        CLAIMS.refused("4.10.1.6", code("()V", 0, 0, m -> m.visitInsn(NOP)));
    }

    /** {@code nop nop nop return} with a raw table, of which count is not yet part. */
    private static byte[] raw(int maxStack, int maxLocals, int... table) {
        return code("()V", maxStack, maxLocals, m -> {
            ops(m, NOP, NOP, NOP, RETURN);
            rawFrames(m, table);
        });
    }

    @Test
    void stackMapTablesThatLie() throws Exception {
        CLAIMS.accepted(raw(0, 0, 0, 1, 1));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 2, 1));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 1, 1, 0));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 1, 4));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 1, 251, 0xff, 0xff));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 2, 1, 251, 0xff, 0xff));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 1, 200));
    }

    @Test
    void framesLargerThanTheMethod() throws Exception {
        // chop below zero; append over max_locals; a long in the last local; a stack item over max_stack.
        CLAIMS.refused("4.10.1.4", raw(0, 3, 0, 1, 248, 0, 1));
        CLAIMS.refused("4.10.1.4", raw(0, 0, 0, 1, 252, 0, 1, 1));
        CLAIMS.refused("4.10.1.4", raw(0, 1, 0, 1, 252, 0, 1, 4));
        CLAIMS.refused("4.10.1.4", raw(0, 1, 0, 1, 65, 1));
        CLAIMS.refused("4.10.1.4", raw(1, 0, 0, 1, 65, 4));
        CLAIMS.refused("4.10.1.4", raw(1, 0, 0, 1, 65, 9));
        CLAIMS.refused("4.10.1.4", raw(1, 0, 0, 1, 65, 7, 0, 0));
        CLAIMS.refused("4.10.1.4", raw(1, 0, 0, 1, 65, 8, 0, 0));
        CLAIMS.refused("4.10.1.4", raw(0, 2, 0, 1, 255, 0, 1, 0, 3, 0, 0, 0, 0, 0));
        CLAIMS.accepted(raw(0, 2, 0, 1, 255, 0, 1, 0, 2, 0, 0, 0, 0));
    }

    @Test
    void framesLieAtInstructions() throws Exception {
        CLAIMS.refused("4.10.1.4", code("()V", 1, 0, m -> {
            m.visitIntInsn(SIPUSH, 7);
            ops(m, POP, RETURN);
            rawFrames(m, 0, 1, 1);
        }));
    }

    @Test
    void topOnTheStackCanNotBeTaken() throws Exception {
        for (int opcode : new int[] {POP, DUP, ARETURN}) {
            CLAIMS.refused("4.10.1.9", code("()V", 2, 0, m -> {
                ops(m, ACONST_NULL, opcode, RETURN);
                rawFrames(m, 0, 1, 65, 0);
            }));
        }
    }

    @Test
    void interfacesCountAsObjectButArraysAreNone() throws Exception {
        CLAIMS.accepted(code("(Ljava/lang/Object;)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
            m.visitInsn(RETURN);
        }));
        for (String type : List.of("java/lang/Cloneable", "java/io/Serializable", "java/lang/Runnable")) {
            byte[] bytes = code("([I)L" + type + ";", 1, 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                m.visitInsn(ARETURN);
            });
            if (type.endsWith("Runnable")) {
                CLAIMS.refused("4.10.1.9.areturn", bytes);
            } else {
                CLAIMS.accepted(bytes);
            }
        }
    }

    @Test
    void arraysAreCovariantInReferencesOnly() throws Exception {
        String[][] pairs = {
            {"[Ljava/lang/String;", "[Ljava/lang/Object;", "yes"}, {"[Ljava/lang/Object;", "[Ljava/lang/String;", "no"},
            {"[[I", "[Ljava/lang/Object;", "yes"}, {"[[I", "[Ljava/lang/Cloneable;", "yes"},
            {"[I", "[Ljava/lang/Object;", "no"}, {"[[I", "[[J", "no"}, {"[[[I", "[[Ljava/io/Serializable;", "yes"},
            {"[Ljava/lang/String;", "[Ljava/lang/Runnable;", "yes"}, {"[[I", "[Ljava/lang/Runnable;", "no"},
            {"[I", "Ljava/lang/Object;", "yes"}, {"Ljava/lang/Object;", "[I", "no"}, {"[B", "[Z", "no"},
        };
        for (String[] pair : pairs) {
            byte[] bytes = code("(" + pair[0] + ")" + pair[1], 1, 1, m -> {
                m.visitVarInsn(ALOAD, 0);
                m.visitInsn(ARETURN);
            });
            if (pair[2].equals("yes")) {
                CLAIMS.accepted(bytes);
            } else {
                CLAIMS.refused("4.10.1.9.areturn", bytes);
            }
        }
    }

    @Test
    void loadsFromArraysOfNullAndOfTheWrongKind() throws Exception {
        CLAIMS.accepted(code("()Ljava/lang/String;", 2, 0, m -> ops(m, ACONST_NULL, ICONST_0, AALOAD, ARETURN)));
        CLAIMS.accepted(code("([Ljava/lang/String;Ljava/lang/Object;)V", 3, 2, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ALOAD, 1);
            ops(m, AASTORE, RETURN);
        }));
        CLAIMS.refused("4.10.1.9.aaload", code("([I)V", 2, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            ops(m, ICONST_0, AALOAD, POP, RETURN);
        }));
        CLAIMS.refused("4.10.1.9.baload", code("([C)V", 2, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            ops(m, ICONST_0, BALOAD, POP, RETURN);
        }));
        CLAIMS.refused("4.10.1.9.arraylength", code("(Ljava/lang/Object;)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            ops(m, ARRAYLENGTH, POP, RETURN);
        }));
    }

    @Test
    void halvesOfLongsAndDoubles() throws Exception {
        CLAIMS.refused("4.10.1.9.lload_1", store(m -> {
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ISTORE, 2);
            m.visitVarInsn(LLOAD, 1);
        }));
        CLAIMS.refused("4.10.1.9.lload_1", store(m -> {
            m.visitInsn(LCONST_0);
            m.visitVarInsn(LSTORE, 0);
            m.visitVarInsn(LLOAD, 1);
        }));
        CLAIMS.refused("4.10.1.9.iload_2", store(m -> {
            m.visitVarInsn(ILOAD, 2);
            m.visitInsn(I2L);
        }));
        CLAIMS.refused("4.10.1.9.lload_2", store(m -> m.visitVarInsn(LLOAD, 2)));
        CLAIMS.refused("4.9.1", store(m -> m.visitVarInsn(LLOAD, 3)));
        for (int[] opcodes : new int[][] {
            {LCONST_0, POP}, {LCONST_0, DUP}, {ICONST_0, LCONST_0, SWAP}, {LCONST_0, ICONST_0, DUP_X1},
            {ICONST_0, LCONST_0, DUP_X1}, {ICONST_0, LCONST_0, DUP_X2}, {LCONST_0, ICONST_0, POP2},
            {LCONST_0, ICONST_0, DUP2}, {LCONST_0, ICONST_0, ICONST_0, DUP2_X1}, {LCONST_0, LCONST_0, DUP2_X1},
            {LCONST_0, ICONST_0, LCONST_0, DUP2_X2}, {LCONST_0, ICONST_0, ICONST_0, ICONST_0, DUP2_X2}}) {
            CLAIMS.refused("4.10.1.9", code("()V", 10, 0, m -> {
                ops(m, opcodes);
                m.visitInsn(RETURN);
            }));
        }
        for (int[] opcodes : new int[][] {
            {LCONST_0, POP2}, {LCONST_0, ICONST_0, DUP_X2}, {LCONST_0, DUP2}, {ICONST_0, LCONST_0, DUP2_X1},
            {LCONST_0, ICONST_0, ICONST_0, DUP2_X2}, {LCONST_0, DCONST_0, DUP2_X2}, {ICONST_0, ICONST_0, LCONST_0, DUP2_X2}}) {
            CLAIMS.accepted(code("()V", 10, 0, m -> {
                ops(m, opcodes);
                m.visitInsn(RETURN);
            }));
        }
    }

    /** A long in locals 1 and 2 of 4, then {@code use} of it, which leaves a long. */
    private static byte[] store(Consumer<MethodVisitor> use) {
        return code("()J", 4, 4, m -> {
            m.visitInsn(LCONST_1);
            m.visitVarInsn(LSTORE, 1);
            use.accept(m);
            m.visitInsn(LRETURN);
        });
    }

    @Test
    void theStackHasItsLimits() throws Exception {
        CLAIMS.refused("4.10.1.9.iconst_0", code("()V", 1, 0, m -> ops(m, ICONST_0, ICONST_0, POP2, RETURN)));
        CLAIMS.refused("4.10.1.9.pop", code("()V", 1, 0, m -> ops(m, POP, RETURN)));
        CLAIMS.refused("4.10.1.9.lconst_0", code("()V", 1, 0, m -> ops(m, LCONST_0, POP2, RETURN)));
    }

    @Test
    void manyFramesOfManyLocalsAreCapped() throws Exception {
        // One frame of 20,000 ints, then append and chop in turn: each append would copy all locals.
        List<Integer> bytes = new ArrayList<>(List.of(0xff, 0xff, 255, 0, 0, 20_000 >> 8, 20_000 & 0xff));
        for (int i = 0; i < 20_000; i++) {
            bytes.add(0);
        }
        bytes.addAll(List.of(0, 0));
        for (int i = 1; i < 0xffff; i++) {
            bytes.addAll(i % 2 == 1 ? List.of(252, 0, 0, 0) : List.of(250, 0, 0));
        }
        int[] frames = bytes.stream().mapToInt(Integer::intValue).toArray();
        byte[] hostile = code("()V", 0, 65_000, m -> {
            int[] nops = new int[65_534];
            Arrays.fill(nops, NOP);
            ops(m, nops);
            m.visitInsn(RETURN);
            rawFrames(m, frames);
        });
        long start = System.nanoTime();
        Claims.checkRefused("policy.frame-size", hostile);
        assertTrue(System.nanoTime() - start < 20_000_000_000L);
    }
}
