package obol.classfile;

import static obol.classfile.Opcode.Format.*;

import java.util.Locale;

/**
 * The instructions (JVMS 6.5). The ordinal is the opcode; the three reserved opcodes are left out, so no class file
 * can contain them. {@code pops} and {@code pushes} count stack slots (a long is two), or are -1 where they depend on
 * the operand.
 */
public enum Opcode {
    NOP(NONE, 0, 0), ACONST_NULL(NONE, 0, 1),
    ICONST_M1(NONE, 0, 1), ICONST_0(NONE, 0, 1), ICONST_1(NONE, 0, 1), ICONST_2(NONE, 0, 1), ICONST_3(NONE, 0, 1),
    ICONST_4(NONE, 0, 1), ICONST_5(NONE, 0, 1), LCONST_0(NONE, 0, 2), LCONST_1(NONE, 0, 2),
    FCONST_0(NONE, 0, 1), FCONST_1(NONE, 0, 1), FCONST_2(NONE, 0, 1), DCONST_0(NONE, 0, 2), DCONST_1(NONE, 0, 2),
    BIPUSH(BYTE, 0, 1), SIPUSH(SHORT, 0, 1), LDC(CONSTANT_NARROW, 0, 1), LDC_W(CONSTANT, 0, 1), LDC2_W(CONSTANT, 0, 2),
    ILOAD(LOCAL, 0, 1), LLOAD(LOCAL, 0, 2), FLOAD(LOCAL, 0, 1), DLOAD(LOCAL, 0, 2), ALOAD(LOCAL, 0, 1),
    ILOAD_0(LOCAL_IMPLIED, 0, 1), ILOAD_1(LOCAL_IMPLIED, 0, 1), ILOAD_2(LOCAL_IMPLIED, 0, 1),
    ILOAD_3(LOCAL_IMPLIED, 0, 1), LLOAD_0(LOCAL_IMPLIED, 0, 2), LLOAD_1(LOCAL_IMPLIED, 0, 2),
    LLOAD_2(LOCAL_IMPLIED, 0, 2), LLOAD_3(LOCAL_IMPLIED, 0, 2), FLOAD_0(LOCAL_IMPLIED, 0, 1),
    FLOAD_1(LOCAL_IMPLIED, 0, 1), FLOAD_2(LOCAL_IMPLIED, 0, 1), FLOAD_3(LOCAL_IMPLIED, 0, 1),
    DLOAD_0(LOCAL_IMPLIED, 0, 2), DLOAD_1(LOCAL_IMPLIED, 0, 2), DLOAD_2(LOCAL_IMPLIED, 0, 2),
    DLOAD_3(LOCAL_IMPLIED, 0, 2), ALOAD_0(LOCAL_IMPLIED, 0, 1), ALOAD_1(LOCAL_IMPLIED, 0, 1),
    ALOAD_2(LOCAL_IMPLIED, 0, 1), ALOAD_3(LOCAL_IMPLIED, 0, 1),
    IALOAD(NONE, 2, 1), LALOAD(NONE, 2, 2), FALOAD(NONE, 2, 1), DALOAD(NONE, 2, 2), AALOAD(NONE, 2, 1),
    BALOAD(NONE, 2, 1), CALOAD(NONE, 2, 1), SALOAD(NONE, 2, 1),
    ISTORE(LOCAL, 1, 0), LSTORE(LOCAL, 2, 0), FSTORE(LOCAL, 1, 0), DSTORE(LOCAL, 2, 0), ASTORE(LOCAL, 1, 0),
    ISTORE_0(LOCAL_IMPLIED, 1, 0), ISTORE_1(LOCAL_IMPLIED, 1, 0), ISTORE_2(LOCAL_IMPLIED, 1, 0),
    ISTORE_3(LOCAL_IMPLIED, 1, 0), LSTORE_0(LOCAL_IMPLIED, 2, 0), LSTORE_1(LOCAL_IMPLIED, 2, 0),
    LSTORE_2(LOCAL_IMPLIED, 2, 0), LSTORE_3(LOCAL_IMPLIED, 2, 0), FSTORE_0(LOCAL_IMPLIED, 1, 0),
    FSTORE_1(LOCAL_IMPLIED, 1, 0), FSTORE_2(LOCAL_IMPLIED, 1, 0), FSTORE_3(LOCAL_IMPLIED, 1, 0),
    DSTORE_0(LOCAL_IMPLIED, 2, 0), DSTORE_1(LOCAL_IMPLIED, 2, 0), DSTORE_2(LOCAL_IMPLIED, 2, 0),
    DSTORE_3(LOCAL_IMPLIED, 2, 0), ASTORE_0(LOCAL_IMPLIED, 1, 0), ASTORE_1(LOCAL_IMPLIED, 1, 0),
    ASTORE_2(LOCAL_IMPLIED, 1, 0), ASTORE_3(LOCAL_IMPLIED, 1, 0),
    IASTORE(NONE, 3, 0), LASTORE(NONE, 4, 0), FASTORE(NONE, 3, 0), DASTORE(NONE, 4, 0), AASTORE(NONE, 3, 0),
    BASTORE(NONE, 3, 0), CASTORE(NONE, 3, 0), SASTORE(NONE, 3, 0),
    POP(NONE, 1, 0), POP2(NONE, 2, 0), DUP(NONE, 1, 2), DUP_X1(NONE, 2, 3), DUP_X2(NONE, 3, 4), DUP2(NONE, 2, 4),
    DUP2_X1(NONE, 3, 5), DUP2_X2(NONE, 4, 6), SWAP(NONE, 2, 2),
    IADD(NONE, 2, 1), LADD(NONE, 4, 2), FADD(NONE, 2, 1), DADD(NONE, 4, 2),
    ISUB(NONE, 2, 1), LSUB(NONE, 4, 2), FSUB(NONE, 2, 1), DSUB(NONE, 4, 2),
    IMUL(NONE, 2, 1), LMUL(NONE, 4, 2), FMUL(NONE, 2, 1), DMUL(NONE, 4, 2),
    IDIV(NONE, 2, 1), LDIV(NONE, 4, 2), FDIV(NONE, 2, 1), DDIV(NONE, 4, 2),
    IREM(NONE, 2, 1), LREM(NONE, 4, 2), FREM(NONE, 2, 1), DREM(NONE, 4, 2),
    INEG(NONE, 1, 1), LNEG(NONE, 2, 2), FNEG(NONE, 1, 1), DNEG(NONE, 2, 2),
    ISHL(NONE, 2, 1), LSHL(NONE, 3, 2), ISHR(NONE, 2, 1), LSHR(NONE, 3, 2), IUSHR(NONE, 2, 1), LUSHR(NONE, 3, 2),
    IAND(NONE, 2, 1), LAND(NONE, 4, 2), IOR(NONE, 2, 1), LOR(NONE, 4, 2), IXOR(NONE, 2, 1), LXOR(NONE, 4, 2),
    IINC(INCREMENT, 0, 0),
    I2L(NONE, 1, 2), I2F(NONE, 1, 1), I2D(NONE, 1, 2), L2I(NONE, 2, 1), L2F(NONE, 2, 1), L2D(NONE, 2, 2),
    F2I(NONE, 1, 1), F2L(NONE, 1, 2), F2D(NONE, 1, 2), D2I(NONE, 2, 1), D2L(NONE, 2, 2), D2F(NONE, 2, 1),
    I2B(NONE, 1, 1), I2C(NONE, 1, 1), I2S(NONE, 1, 1),
    LCMP(NONE, 4, 1), FCMPL(NONE, 2, 1), FCMPG(NONE, 2, 1), DCMPL(NONE, 4, 1), DCMPG(NONE, 4, 1),
    IFEQ(BRANCH, 1, 0), IFNE(BRANCH, 1, 0), IFLT(BRANCH, 1, 0), IFGE(BRANCH, 1, 0), IFGT(BRANCH, 1, 0),
    IFLE(BRANCH, 1, 0), IF_ICMPEQ(BRANCH, 2, 0), IF_ICMPNE(BRANCH, 2, 0), IF_ICMPLT(BRANCH, 2, 0),
    IF_ICMPGE(BRANCH, 2, 0), IF_ICMPGT(BRANCH, 2, 0), IF_ICMPLE(BRANCH, 2, 0), IF_ACMPEQ(BRANCH, 2, 0),
    IF_ACMPNE(BRANCH, 2, 0), GOTO(BRANCH, 0, 0), JSR(BRANCH, 0, 1), RET(LOCAL, 0, 0),
    TABLESWITCH(TABLE_SWITCH, 1, 0), LOOKUPSWITCH(LOOKUP_SWITCH, 1, 0),
    IRETURN(NONE, 1, 0), LRETURN(NONE, 2, 0), FRETURN(NONE, 1, 0), DRETURN(NONE, 2, 0), ARETURN(NONE, 1, 0),
    RETURN(NONE, 0, 0),
    GETSTATIC(CONSTANT, 0, -1), PUTSTATIC(CONSTANT, -1, 0), GETFIELD(CONSTANT, 1, -1), PUTFIELD(CONSTANT, -1, 0),
    INVOKEVIRTUAL(CONSTANT, -1, -1), INVOKESPECIAL(CONSTANT, -1, -1), INVOKESTATIC(CONSTANT, -1, -1),
    INVOKEINTERFACE(INVOKE_INTERFACE, -1, -1), INVOKEDYNAMIC(INVOKE_DYNAMIC, -1, -1),
    NEW(CONSTANT, 0, 1), NEWARRAY(ARRAY_TYPE, 1, 1), ANEWARRAY(CONSTANT, 1, 1), ARRAYLENGTH(NONE, 1, 1),
    ATHROW(NONE, 1, 0), CHECKCAST(CONSTANT, 1, 1), INSTANCEOF(CONSTANT, 1, 1),
    MONITORENTER(NONE, 1, 0), MONITOREXIT(NONE, 1, 0), WIDE(PREFIX, -1, -1),
    MULTIANEWARRAY(MULTI_ARRAY, -1, 1), IFNULL(BRANCH, 1, 0), IFNONNULL(BRANCH, 1, 0),
    GOTO_W(BRANCH_WIDE, 0, 0), JSR_W(BRANCH_WIDE, 0, 1);

    /** What follows the opcode. */
    public enum Format {
        NONE(1),
        /** One signed byte. */
        BYTE(2),
        /** Two signed bytes. */
        SHORT(3),
        /** A constant pool index of one byte. */
        CONSTANT_NARROW(2),
        /** A constant pool index of two bytes. */
        CONSTANT(3),
        /** A local variable, one byte; two after {@code wide}. */
        LOCAL(2),
        /** A local variable 0 to 3, part of the opcode. */
        LOCAL_IMPLIED(1),
        /** A local variable and a signed constant, each a byte; two each after {@code wide}. */
        INCREMENT(3),
        /** Two signed bytes: branch offset. */
        BRANCH(3),
        /** Four signed bytes: branch offset. */
        BRANCH_WIDE(5),
        TABLE_SWITCH(-1),
        LOOKUP_SWITCH(-1),
        /** Constant pool index, count of argument slots, 0. */
        INVOKE_INTERFACE(5),
        /** Constant pool index, 0, 0. */
        INVOKE_DYNAMIC(5),
        /** One byte, 4 to 11: type of a primitive array. */
        ARRAY_TYPE(2),
        /** Constant pool index, number of dimensions. */
        MULTI_ARRAY(4),
        /** Another instruction. */
        PREFIX(-1);

        private final int length;

        Format(int length) {
            this.length = length;
        }

        /** Bytes of the instruction with its opcode and without {@code wide}; -1 if it varies. */
        public int length() {
            return length;
        }
    }

    private static final Opcode[] TABLE = values();

    private final Format format;
    private final byte pops;
    private final byte pushes;
    private final String mnemonic;

    Opcode(Format format, int pops, int pushes) {
        this.format = format;
        this.pops = (byte) pops;
        this.pushes = (byte) pushes;
        this.mnemonic = name().toLowerCase(Locale.ROOT);
    }

    /** The instruction of an opcode 0 to 255, or null if there is none. */
    public static Opcode of(int code) {
        return code < TABLE.length ? TABLE[code] : null;
    }

    public int code() {
        return ordinal();
    }

    /** As in the JVMS, in lower case. */
    public String mnemonic() {
        return mnemonic;
    }

    public Format format() {
        return format;
    }

    /** Slots taken off the stack, or -1 if the operand decides. */
    public int pops() {
        return pops;
    }

    /** Slots put on the stack, or -1 if the operand decides. */
    public int pushes() {
        return pushes;
    }

    /** Whether control never reaches the instruction that follows: jumps, switches, returns, athrow. */
    public boolean endsBlock() {
        return switch (this) {
            case GOTO, GOTO_W, RET, TABLESWITCH, LOOKUPSWITCH, ATHROW,
                 IRETURN, LRETURN, FRETURN, DRETURN, ARETURN, RETURN -> true;
            default -> false;
        };
    }

    /** Whether {@code wide} may stand before it. */
    public boolean mayBeWide() {
        return format == LOCAL || format == INCREMENT;
    }

    @Override
    public String toString() {
        return mnemonic;
    }
}
