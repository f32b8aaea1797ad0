package obol.aot.x86;

import java.util.Locale;

/**
 * One operand place of a {@link Form}: which operands fit and where they are encoded.
 *
 * @param bytes operand size where the form fixes it; 0 when it is the instruction's {@link Width}, or when the
 *              operand has no size
 */
record Slot(Kind kind, int bytes) {

    /** Lower-case names are the notation of the {@link Op} table. */
    enum Kind {
        /** General register in ModRM.reg. */
        R,
        /** General register or memory in ModRM.rm. */
        RM,
        /** General register in ModRM.rm, memory not allowed. */
        RR,
        /** Memory in ModRM.rm. */
        M,
        /** Memory in ModRM.rm whose size the mnemonic says. */
        MEM,
        /** General register in the low bits of the opcode. */
        O,
        /** General register in VEX.vvvv. */
        RV,
        /** The accumulator, RCX and RDX at the stated size, not encoded. */
        A, CL, DX,
        /** SSE register in ModRM.reg; register or memory in ModRM.rm; register in ModRM.rm; register in VEX.vvvv. */
        X, XM, XX, XV,
        /** Condition in the low bits of the opcode. */
        CC,
        /** Sign-extended byte. */
        I8,
        /** Unsigned byte, word. */
        U8, U16,
        /** Immediate of the operand width, at most 32 bits; sign-extended to 64. */
        I,
        /** 64-bit immediate. */
        I64,
        /** The number 1, not encoded. */
        ONE,
        /** Signed distance from the end of the instruction. */
        REL8, REL32;

        boolean inModRm() {
            return switch (this) {
                case RM, RR, M, MEM, XM, XX -> true;
                default -> false;
            };
        }

        boolean allowsMemory() {
            return switch (this) {
                case RM, M, MEM, XM -> true;
                default -> false;
            };
        }

        boolean allowsRegister() {
            return this != M && this != MEM;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    static Slot parse(String notation) {
        String name = notation.toUpperCase(Locale.ROOT);
        for (Kind kind : KINDS) {
            if (kind.name().equals(name)) {
                return new Slot(kind, switch (kind) {
                    case CL -> 1;
                    case DX -> 2;
                    default -> 0;
                });
            }
        }
        int digits = 0;
        while (!Character.isDigit(name.charAt(digits))) {
            digits++;
        }
        return new Slot(Kind.valueOf(name.substring(0, digits)), Integer.parseInt(name.substring(digits)) / 8);
    }

    /** The operand's size in an instruction of this width. */
    Width width(Width instruction) {
        return bytes == 0 ? instruction : Width.ofBytes(bytes);
    }

    boolean accepts(Operand operand, Width width) {
        return switch (kind) {
            case R, RR, O, RV -> operand instanceof Gpr;
            case RM -> operand instanceof Gpr || operand instanceof Mem;
            case M, MEM -> operand instanceof Mem;
            case A -> operand == Gpr.RAX;
            case CL -> operand == Gpr.RCX;
            case DX -> operand == Gpr.RDX;
            case X, XX, XV -> operand instanceof Xmm;
            case XM -> operand instanceof Xmm || operand instanceof Mem;
            case CC -> operand instanceof Cond;
            case I8, U8, U16, I, I64, ONE -> operand instanceof Imm imm && accepts(imm, width);
            case REL8, REL32 -> false;
        };
    }

    private boolean accepts(Imm imm, Width width) {
        if (imm.symbol() != null) {
            return kind == Kind.I64 || kind == Kind.I && immediateBytes(width) == 4;
        }
        long value = imm.value();
        return switch (kind) {
            case I64 -> true;
            case ONE -> value == 1;
            case U8 -> value >>> 8 == 0;
            case U16 -> value >>> 16 == 0;
            default -> {
                int bits = width.bits();
                boolean fitsWidth = bits == 64 || value >> bits - 1 == 0 || value >> bits - 1 == -1 || value >>> bits == 0;
                int fieldBits = 8 * immediateBytes(width);
                long extended = signExtend(value, width);
                yield fitsWidth && extended == extended << 64 - fieldBits >> 64 - fieldBits;
            }
        };
    }

    /** Size of the immediate field; 0 when this operand is none. */
    int immediateBytes(Width width) {
        return switch (kind) {
            case I8, U8, REL8 -> 1;
            case U16 -> 2;
            case I -> Math.min(width.bytes(), 4);
            case REL32 -> 4;
            case I64 -> 8;
            default -> 0;
        };
    }

    static long signExtend(long value, Width width) {
        int unused = 64 - width.bits();
        return value << unused >> unused;
    }
}
