package obol.classfile;

/**
 * A cursor over the instructions of a code array. {@code while (it.next()) switch (it.opcode()) ...}; all other
 * methods speak of the current instruction. {@code wide} is not an instruction of its own: the instruction behind it
 * is shown, at the bci of the prefix, with its wide operands.
 *
 * <p>On a {@link Code} out of {@link ClassFile#read} nothing here fails: reading has walked all instructions. An
 * operand that the instruction does not have is answered with a meaningless number or an index error.
 */
public final class Bytecodes {
    private final byte[] code;
    private int bci = -1;
    private int nextBci;
    private Opcode opcode;
    private boolean wide;
    /** Index of the first operand byte; for switches, of the default offset. */
    private int operand;

    public Bytecodes(Code code) {
        this(code.bytes());
    }

    Bytecodes(byte[] code) {
        this.code = code;
    }

    /** Goes to the next instruction; false at the end of the code. */
    public boolean next() {
        if (nextBci >= code.length) {
            return false;
        }
        String fault = decode(nextBci);
        if (fault != null) {
            throw new IllegalStateException("@" + bci + ": " + fault);
        }
        return true;
    }

    /** Makes the instruction at {@code at} the current one, which must be the start of one. */
    public void seek(int at) {
        String fault = decode(at);
        if (fault != null) {
            throw new IllegalStateException("@" + bci + ": " + fault);
        }
    }

    /** Goes to the next instruction and returns null, or what is wrong with it; then the cursor is of no more use. */
    String tryNext() {
        return decode(nextBci);
    }

    private String decode(int at) {
        bci = at;
        wide = false;
        opcode = Opcode.of(code[at] & 0xff);
        operand = at + 1;
        if (opcode == Opcode.WIDE) {
            if (operand >= code.length) {
                return "wide at the end of the code";
            }
            opcode = Opcode.of(code[operand] & 0xff);
            operand++;
            wide = true;
            if (opcode == null || !opcode.mayBeWide()) {
                return "wide before opcode " + (code[operand - 1] & 0xff);
            }
            return end(operand + (opcode == Opcode.IINC ? 4 : 2));
        }
        if (opcode == null) {
            return "unknown opcode " + (code[at] & 0xff);
        }
        if (opcode == Opcode.TABLESWITCH || opcode == Opcode.LOOKUPSWITCH) {
            return decodeSwitch(at);
        }
        return end(at + opcode.format().length());
    }

    private String decodeSwitch(int at) {
        operand = (at & ~3) + 4;
        boolean table = opcode == Opcode.TABLESWITCH;
        int first = operand + (table ? 12 : 8);
        if (first > code.length) {
            return opcode + " runs over the end of the code";
        }
        // In 64 bits, as high - low + 1 and 8 * npairs overflow 32.
        long count = table ? (long) s4(operand + 8) - s4(operand + 4) + 1 : s4(operand + 4);
        if (count < (table ? 1 : 0)) {
            return table ? "low " + s4(operand + 4) + " over high " + s4(operand + 8) : "npairs " + count;
        }
        if (count * (table ? 4 : 8) > code.length - first) {
            return opcode + " of " + count + " entries runs over the end of the code";
        }
        nextBci = first + (int) count * (table ? 4 : 8);
        if (!table) {
            for (int i = 1; i < count; i++) {
                if (switchKey(i - 1) >= switchKey(i)) {
                    return "keys " + switchKey(i - 1) + ", " + switchKey(i) + " are not ascending";
                }
            }
        }
        return null;
    }

    private String end(int at) {
        nextBci = at;
        return at > code.length ? opcode + " runs over the end of the code" : null;
    }

    /** Index of the instruction; that of {@code wide} if it has the prefix. */
    public int bci() {
        return bci;
    }

    /** Index of the instruction that follows. */
    public int nextBci() {
        return nextBci;
    }

    public Opcode opcode() {
        return opcode;
    }

    public boolean isWide() {
        return wide;
    }

    /** The local variable of a load, store, iinc or ret, also of the forms with the number in the opcode. */
    public int local() {
        if (opcode.format() == Opcode.Format.LOCAL_IMPLIED) {
            return opcode.code() - (opcode.code() < Opcode.IALOAD.code() ? Opcode.ILOAD_0 : Opcode.ISTORE_0).code() & 3;
        }
        return wide ? u2(operand) : code[operand] & 0xff;
    }

    /** The constant pool index of ldc, field, method and class instructions. */
    public int constant() {
        return opcode.format() == Opcode.Format.CONSTANT_NARROW ? code[operand] & 0xff : u2(operand);
    }

    /** The number of bipush and sipush, the increment of iinc. */
    public int immediate() {
        return switch (opcode) {
            case BIPUSH -> code[operand];
            case IINC -> wide ? (short) u2(operand + 2) : code[operand + 1];
            default -> (short) u2(operand);
        };
    }

    /** The type code of newarray, 4 to 11 if the code is valid. */
    public int arrayType() {
        return code[operand] & 0xff;
    }

    /** The dimensions of multianewarray. */
    public int dimensions() {
        return code[operand + 2] & 0xff;
    }

    /** The count byte of invokeinterface. */
    public int interfaceCount() {
        return code[operand + 2] & 0xff;
    }

    /** Whether the bytes of invokeinterface and invokedynamic that must be zero are. */
    public boolean reservedBytesAreZero() {
        return code[operand + 3] == 0 && (opcode == Opcode.INVOKEINTERFACE || code[operand + 2] == 0);
    }

    /** The bci that if, goto or jsr goes to. */
    public int target() {
        return bci + (opcode.format() == Opcode.Format.BRANCH_WIDE ? s4(operand) : (short) u2(operand));
    }

    /** Whether the bytes between the opcode of a switch and its operands are zero; required before version 51. */
    public boolean switchPaddingIsZero() {
        for (int i = bci + 1; i < operand; i++) {
            if (code[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bci that a switch goes to if no key fits. */
    public int switchDefault() {
        return bci + s4(operand);
    }

    /** The number of keys of a switch, without the default. */
    public int switchCount() {
        return opcode == Opcode.TABLESWITCH ? s4(operand + 8) - s4(operand + 4) + 1 : s4(operand + 4);
    }

    /** Keys ascend. */
    public int switchKey(int i) {
        return opcode == Opcode.TABLESWITCH ? s4(operand + 4) + i : s4(operand + 8 + 8 * i);
    }

    public int switchTarget(int i) {
        return bci + s4(opcode == Opcode.TABLESWITCH ? operand + 12 + 4 * i : operand + 12 + 8 * i);
    }

    private int u2(int at) {
        return (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
    }

    private int s4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }
}
