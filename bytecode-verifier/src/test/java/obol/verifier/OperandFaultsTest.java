package obol.verifier;

import static obol.verifier.Claims.code;
import static obol.verifier.Claims.frame;
import static obol.verifier.Claims.ops;
import static obol.verifier.Claims.patch;
import static obol.verifier.Claims.type;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;

/** Operands of instructions (JVMS 4.9.1): switches, constants, dimensions, counts, subroutines. */
class OperandFaultsTest {
    private static final Claims CLAIMS = new Claims();

    @AfterAll
    static void askHotSpot() throws Exception {
        CLAIMS.askHotSpot();
    }

    /** {@code iload_0 lookupswitch {1, 2, default: return} return}: the switch at 1, its padding 2 and 3. */
    private static byte[] lookup() {
        return code("(I)V", 1, 1, m -> {
            Label target = new Label();
            m.visitVarInsn(ILOAD, 0);
            m.visitLookupSwitchInsn(target, new int[] {1, 2}, new Label[] {target, target});
            m.visitLabel(target);
            frame(m, List.of(INTEGER), List.of());
            m.visitInsn(RETURN);
        });
    }

    private static byte[] table() {
        return code("(I)V", 1, 1, m -> {
            Label target = new Label();
            m.visitVarInsn(ILOAD, 0);
            m.visitTableSwitchInsn(1, 2, target, target, target);
            m.visitLabel(target);
            frame(m, List.of(INTEGER), List.of());
            m.visitInsn(RETURN);
        });
    }

    @Test
    void switchTables() throws Exception {
        CLAIMS.accepted(lookup());
        CLAIMS.accepted(table());
        int[] npairs = {0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0};
        CLAIMS.refused("4.9.1", patch(lookup(), npairs, new int[] {0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0}));
        // 8 * npairs overflows to 16.
        CLAIMS.refused("4.9.1", patch(lookup(), npairs, new int[] {0x20, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0}));
        CLAIMS.refused("4.9.1", patch(lookup(), npairs, new int[] {0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 1, 0, 0, 0}));
        CLAIMS.refused("4.9.1", patch(lookup(), npairs, new int[] {0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0}));
        CLAIMS.refused("4.9.1", patch(lookup(), npairs, new int[] {0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0}));
        int[] bounds = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0};
        CLAIMS.refused("4.9.1", patch(table(), bounds, new int[] {0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0}));
        CLAIMS.refused("4.9.1", patch(table(), bounds, new int[] {0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0}));
        CLAIMS.refused("4.9.1", patch(table(), bounds, new int[] {0, 0, 0, 1, 0x40, 0, 0, 1, 0, 0, 0}));
    }

    @Test
    void switchPaddingCountsBeforeVersion51() throws Exception {
        byte[] padded = patch(table(), new int[] {ILOAD_0, TABLESWITCH, 0, 0}, new int[] {ILOAD_0, TABLESWITCH, 1, 0});
        CLAIMS.accepted(padded.clone());
        padded[7] = 50;
        CLAIMS.refused("4.9.1", padded);
    }

    private static final int ILOAD_0 = 26;

    @Test
    void branchesLeadToInstructions() throws Exception {
        byte[] bytes = code("()V", 0, 0, m -> {
            Label target = new Label();
            m.visitLabel(target);
            frame(m, List.of(), List.of());
            m.visitInsn(NOP);
            m.visitJumpInsn(GOTO, target);
        });
        int[] jump = {NOP, GOTO, 0xff, 0xff};
        CLAIMS.accepted(bytes);
        CLAIMS.refused("4.9.1", patch(bytes, jump, new int[] {NOP, GOTO, 0, 1}));
        CLAIMS.refused("4.9.1", patch(bytes, jump, new int[] {NOP, GOTO, 0xff, 0xfe}));
        CLAIMS.refused("4.9.1", patch(bytes, jump, new int[] {NOP, GOTO, 0, 3}));
        CLAIMS.refused("4.9.1", patch(bytes, jump, new int[] {NOP, 0xca, 0, 3}));
        CLAIMS.refused("4.9.1", patch(bytes, jump, new int[] {NOP, GOTO, 0xff, SIPUSH}));
    }

    @Test
    void subroutines() throws Exception {
        byte[] bytes = code("()V", 1, 1, m -> {
            Label target = new Label();
            m.visitJumpInsn(JSR, target);
            m.visitInsn(RETURN);
            m.visitLabel(target);
            frame(m, List.of(), List.of("java/lang/Object"));
            m.visitVarInsn(ASTORE, 0);
            m.visitVarInsn(RET, 0);
        });
        CLAIMS.refused("4.9.1", bytes);
        byte[] old = bytes.clone();
        old[7] = 49;
        Claims.checkRefused("policy.version", old);
        CLAIMS.refused("4.9.1", code("()V", 1, 300, m -> m.visitVarInsn(RET, 299)));
    }

    @Test
    void wideInstructions() throws Exception {
        CLAIMS.accepted(code("()V", 1, 400, m -> {
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ISTORE, 300);
            m.visitIincInsn(300, 1000);
            m.visitInsn(RETURN);
        }));
        byte[] bytes = code("()V", 1, 400, m -> {
            m.visitInsn(ICONST_0);
            m.visitVarInsn(ISTORE, 300);
            m.visitInsn(RETURN);
        });
        int[] wide = {0xc4, ISTORE, 1, 44};
        CLAIMS.refused("4.9.1", patch(bytes, wide, new int[] {0xc4, BIPUSH, 1, 44}));
        CLAIMS.refused("4.9.1", patch(bytes, wide, new int[] {0xc4, ISTORE, 1, 0x90}));
        CLAIMS.refused("4.9.1", patch(bytes, wide, new int[] {0xc4, 0xc4, 1, 44}));
    }

    @Test
    void arrayDimensions() throws Exception {
        String most = "[".repeat(255) + "I";
        CLAIMS.refused("4.9.1", code("()V", 1, 0, m -> {
            m.visitInsn(ICONST_0);
            m.visitTypeInsn(ANEWARRAY, most);
            ops(m, POP, RETURN);
        }));
        CLAIMS.accepted(code("()V", 1, 0, m -> {
            m.visitInsn(ICONST_0);
            m.visitTypeInsn(ANEWARRAY, most.substring(1));
            ops(m, POP, RETURN);
        }));
        CLAIMS.refused("4.8", code("()V", 1, 0, m -> {
            m.visitInsn(ICONST_0);
            m.visitTypeInsn(ANEWARRAY, "[" + most);
            ops(m, POP, RETURN);
        }));
        for (int dimensions : new int[] {0, 1, 2, 3}) {
            byte[] bytes = code("()V", 3, 0, m -> {
                ops(m, ICONST_0, ICONST_0, ICONST_0);
                m.visitMultiANewArrayInsn("[[I", dimensions);
                ops(m, POP, RETURN);
            });
            if (dimensions == 1 || dimensions == 2) {
                CLAIMS.accepted(bytes);
            } else {
                CLAIMS.refused("4.9.1", bytes);
            }
        }
        CLAIMS.refused("4.9.1", code("()V", 1, 0, m -> {
            m.visitInsn(ICONST_0);
            m.visitIntInsn(NEWARRAY, 12);
            ops(m, POP, RETURN);
        }));
        CLAIMS.refused("4.9.1", code("()V", 1, 0, m -> {
            m.visitTypeInsn(NEW, "[I");
            ops(m, POP, RETURN);
        }));
    }

    @Test
    void constantsOfTheWrongKind() throws Exception {
        byte[] field = code("()V", 1, 0, m -> {
            m.visitFieldInsn(GETSTATIC, "t/T", "x", "I");
            ops(m, POP, RETURN);
        });
        // The Fieldref is constant 11 of the table that ASM writes; 10 is its NameAndType.
        int ref = indexAfter(field, GETSTATIC);
        for (int wrong : new int[] {0, 1, ref - 1, 200}) {
            CLAIMS.refused("4.9.1", patch(field, new int[] {GETSTATIC, 0, ref, POP, RETURN & 0xff},
                    new int[] {GETSTATIC, 0, wrong, POP, RETURN & 0xff}));
        }
        byte[] constant = code("()V", 2, 0, m -> {
            m.visitLdcInsn(5L);
            ops(m, POP2, RETURN);
        });
        int index = indexAfter(constant, LDC2_W);
        CLAIMS.refused("4.9.1", patch(constant, new int[] {LDC2_W, 0, index, POP2},
                new int[] {LDC2_W, 0, index + 1, POP2}));
        CLAIMS.refused("4.9.1", patch(constant, new int[] {LDC2_W, 0, index, POP2},
                new int[] {LDC_W, 0, index, POP2}));
    }

    private static final int LDC2_W = 20;
    private static final int LDC_W = 19;

    /** The low byte of the index behind the only {@code opcode 0 index (pop|pop2)} of the class. */
    private static int indexAfter(byte[] bytes, int opcode) {
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == (byte) opcode && bytes[i + 1] == 0 && (bytes[i + 3] == POP || bytes[i + 3] == POP2)) {
                return bytes[i + 2] & 0xff;
            }
        }
        throw new AssertionError("no such instruction");
    }

    @Test
    void dynamicConstantsHaveTheSizeOfTheInstruction() throws Exception {
        Handle bootstrap = new Handle(H_INVOKESTATIC, "java/lang/invoke/ConstantBootstraps", "nullConstant",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;", false);
        byte[] bytes = code("()V", 2, 0, m -> {
            m.visitLdcInsn(new ConstantDynamic("x", "I", bootstrap));
            ops(m, POP, RETURN);
        });
        CLAIMS.accepted(bytes);
        CLAIMS.refused("4.10.1.9.ireturn", code("()I", 2, 0, m -> {
            m.visitLdcInsn(new ConstantDynamic("x", "Ljava/lang/Object;", bootstrap));
            m.visitInsn(IRETURN);
        }));
        CLAIMS.refused("4.9.1", wrongSize(bootstrap));
    }

    private static byte[] wrongSize(Handle bootstrap) {
        byte[] bytes = code("()V", 2, 0, m -> {
            m.visitLdcInsn(new ConstantDynamic("x", "J", bootstrap));
            ops(m, POP2, RETURN);
        });
        int index = indexAfter(bytes, LDC2_W);
        return patch(bytes, new int[] {LDC2_W, 0, index, POP2}, new int[] {LDC_W, 0, index, POP2});
    }

    @Test
    void invokeinterfaceCountsItsArguments() throws Exception {
        byte[] bytes = code("(Ljava/util/List;)V", 2, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "size", "()I", true);
            ops(m, POP, RETURN);
        });
        CLAIMS.accepted(bytes);
        CLAIMS.refused("4.9.1", patch(bytes, new int[] {1, 0, POP, RETURN & 0xff}, new int[] {2, 0, POP, RETURN & 0xff}));
        CLAIMS.refused("4.9.1", patch(bytes, new int[] {1, 0, POP, RETURN & 0xff}, new int[] {1, 1, POP, RETURN & 0xff}));
        CLAIMS.refused("4.9.1", type(w -> Claims.method(w, ACC_STATIC, "m", "(Ljava/util/List;)V", 1, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "size", "()I", false);
            ops(m, POP, RETURN);
        })));
        CLAIMS.refused("4.9.1", code("(Ljava/util/List;)V", 2, 1, m -> {
            m.visitVarInsn(ALOAD, 0);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/util/List", "size", "()I", true);
            ops(m, POP, RETURN);
        }));
    }

    @Test
    void returnsFitTheMethod() throws Exception {
        CLAIMS.refused("4.10.1.9.ireturn", code("()F", 1, 0, m -> ops(m, ICONST_0, IRETURN)));
        CLAIMS.refused("4.10.1.9.return", code("()F", 1, 0, m -> ops(m, RETURN)));
        CLAIMS.refused("4.10.1.9.ireturn", code("()V", 1, 0, m -> ops(m, ICONST_0, IRETURN)));
        CLAIMS.refused("4.10.1.9.areturn", code("()I", 1, 0, m -> ops(m, ACONST_NULL, ARETURN)));
        CLAIMS.refused("4.10.1.9.fload_0", code("(I)V", 1, 1, m -> {
            m.visitVarInsn(FLOAD, 0);
            ops(m, POP, RETURN);
        }));
        CLAIMS.accepted(code("()Z", 1, 0, m -> ops(m, ICONST_5, IRETURN)));
    }
}
