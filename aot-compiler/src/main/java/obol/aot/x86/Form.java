package obol.aot.x86;

import java.util.ArrayList;
import java.util.List;

/**
 * One encoding of an {@link Op}, parsed from a line of the table such as {@code "bwdq rm,r : 00 /r"}:
 * operand widths, operands ({@link Slot.Kind}), opcode. Immutable.
 *
 * <ul>
 * <li>Widths: letters of {@link Width}, or {@code -}. Width w adds the prefix 66, width q REX.W. {@code Q} is a
 *     64-bit operand without REX.W. If b is one of several widths, the others set the opcode's lowest bit.
 * <li>Opcode: an optional prefix byte (F0, F2, F3, 66), optionally 0F, 0F 38 or 0F 3A, the opcode byte, with
 *     {@code +r} or {@code +c} when a register or condition is added to it, and perhaps one more fixed byte.
 *     {@code vex} encodes prefix and map in a three-byte VEX prefix, {@code W1} sets its W.
 * <li>{@code /r}: a ModRM byte with two operands; {@code /0} to {@code /7}: with that opcode extension.
 * </ul>
 */
public final class Form {
    /** No instruction is longer. */
    static final int MAX_LENGTH = 15;
    static final int LOCK = 0xF0;

    private static final int NO_EXTENSION = -1;
    private static final int NO_MORE_BYTE = -1;
    private static final Width[] WIDTHS = Width.values();

    private final Op op;
    private final String notation;
    private final int widths;
    private final boolean default64;
    private final Slot[] slots;
    private final boolean vex;
    private final boolean vexW;
    private final int prefix;
    private final int map;
    private final int opcode;
    private final int opcodeLowBits;
    private final int fixedByte;
    private final boolean modRm;
    private final int extension;

    Form(Op op, String notation) {
        this.op = op;
        this.notation = notation;
        String[] sides = notation.split(" : ");
        String[] left = sides[0].trim().split(" +");
        int mask = 0;
        for (char letter : left[0].toCharArray()) {
            if (letter != '-') {
                mask |= 1 << "bwdq".indexOf(Character.toLowerCase(letter));
            }
        }
        widths = mask;
        default64 = left[0].equals("Q");
        String[] operands = left[1].equals("-") ? new String[0] : left[1].split(",");
        slots = new Slot[operands.length];
        for (int i = 0; i < operands.length; i++) {
            slots[i] = Slot.parse(operands[i]);
        }

        boolean isVex = false;
        boolean isW1 = false;
        boolean hasModRm = false;
        int ext = NO_EXTENSION;
        int low = 0;
        List<Integer> bytes = new ArrayList<>();
        for (String token : sides[1].trim().split(" +")) {
            if (token.equals("vex")) {
                isVex = true;
            } else if (token.equals("W1")) {
                isW1 = true;
            } else if (token.startsWith("/")) {
                hasModRm = true;
                ext = token.equals("/r") ? NO_EXTENSION : token.charAt(1) - '0';
            } else {
                bytes.add(Integer.parseInt(token.substring(0, 2), 16));
                low = token.endsWith("+r") ? 7 : token.endsWith("+c") ? 15 : low;
            }
        }
        int at = 0;
        prefix = bytes.size() > 1 && isPrefix(bytes.get(0)) ? bytes.get(at++) : 0;
        if (bytes.get(at) != 0x0F) {
            map = 0;
        } else {
            at++;
            map = bytes.get(at) == 0x38 ? 2 : bytes.get(at) == 0x3A ? 3 : 1;
            at += map == 1 ? 0 : 1;
        }
        opcode = bytes.get(at++);
        fixedByte = at < bytes.size() ? bytes.get(at) : NO_MORE_BYTE;
        vex = isVex;
        vexW = isW1;
        modRm = hasModRm;
        extension = ext;
        opcodeLowBits = low;
    }

    private static boolean isPrefix(int b) {
        return b == 0xF0 || b == 0xF2 || b == 0xF3 || b == 0x66;
    }

    public Op op() {
        return op;
    }

    public String notation() {
        return notation;
    }

    /** The widths this form exists for; empty when the mnemonic alone says it. */
    public List<Width> widths() {
        List<Width> all = new ArrayList<>();
        for (Width w : WIDTHS) {
            if (has(w)) {
                all.add(w);
            }
        }
        return all;
    }

    boolean has(Width w) {
        return (widths & 1 << w.ordinal()) != 0;
    }

    /** The width to encode with when the client asks for {@code w}, which is null when it leaves it to the mnemonic. */
    Width resolve(Width w) {
        return w == null && widths != 0 ? op.impliedWidth() : w;
    }

    /** Whether the operands fit; a null operand means absent. */
    boolean accepts(Width asked, Operand a, Operand b, Operand c) {
        int count = a == null ? 0 : b == null ? 1 : c == null ? 2 : 3;
        Width w = resolve(asked);
        return count == slots.length
            && (w == null ? widths == 0 : has(w))
            && (count < 1 || slots[0].accepts(a, w))
            && (count < 2 || slots[1].accepts(b, w))
            && (count < 3 || slots[2].accepts(c, w));
    }

    int slotCount() {
        return slots.length;
    }

    Slot slot(int i) {
        return slots[i];
    }

    boolean isVex() {
        return vex;
    }

    boolean usesVvvv() {
        for (Slot slot : slots) {
            if (slot.kind() == Slot.Kind.RV || slot.kind() == Slot.Kind.XV) {
                return true;
            }
        }
        return false;
    }

    /** 0 or the prefix byte before REX; in a VEX form the byte that VEX.pp stands for. */
    int prefix() {
        return prefix;
    }

    /** 0 to 3 for the maps selected by nothing, 0F, 0F 38 and 0F 3A. */
    int map() {
        return map;
    }

    int opcode(Width w) {
        boolean widthBit = has(Width.B) && widths != 1;
        return opcode + (widthBit && w != Width.B ? 1 : 0);
    }

    /** Mask of the opcode bits that hold a register or condition. */
    int opcodeLowBits() {
        return opcodeLowBits;
    }

    boolean hasFixedByte() {
        return fixedByte != NO_MORE_BYTE;
    }

    int fixedByte() {
        return fixedByte;
    }

    boolean hasModRm() {
        return modRm;
    }

    boolean hasExtension() {
        return extension != NO_EXTENSION;
    }

    int extension() {
        return extension;
    }

    boolean hasOperandSizePrefix(Width w) {
        return w == Width.W;
    }

    boolean hasRexW(Width w) {
        return vexW || w == Width.Q && !default64;
    }

    /**
     * The instruction in NASM's syntax. Operands must fit the form; the operand of a branch is its target as an
     * {@link Imm}.
     */
    public String text(Width w, List<? extends Operand> operands) {
        StringBuilder text = new StringBuilder(op.mnemonic());
        String separator = " ";
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].kind() == Slot.Kind.CC) {
                text.append(operands.get(i));
            } else {
                text.append(separator).append(text(slots[i], w, operands.get(i)));
                separator = ",";
            }
        }
        return text.toString();
    }

    private String text(Slot slot, Width w, Operand operand) {
        if (operand instanceof Gpr gpr) {
            return gpr.name(slot.width(w));
        }
        if (operand instanceof Imm imm) {
            return text(slot, w, imm);
        }
        if (operand instanceof Mem && (slot.kind() == Slot.Kind.RM || slot.kind() == Slot.Kind.M)
                && (slot.bytes() != 0 || !registerSaysWidth())) {
            return slot.width(w).keyword() + " " + operand;
        }
        return operand.toString();
    }

    private boolean registerSaysWidth() {
        for (Slot slot : slots) {
            switch (slot.kind()) {
                case R, O, RV, A -> {
                    return true;
                }
                default -> { }
            }
        }
        return false;
    }

    private static String text(Slot slot, Width w, Imm imm) {
        boolean unsigned = slot.kind() == Slot.Kind.I64;
        boolean signedField = slot.kind() == Slot.Kind.I8 || slot.kind() == Slot.Kind.I;
        long value = signedField ? Slot.signExtend(imm.value(), w) : imm.value();
        String number = value < 0 && !unsigned ? "-0x" + Long.toHexString(-value) : "0x" + Long.toHexString(value);
        if (imm.symbol() == null) {
            return number;
        }
        return value == 0 ? imm.symbol().toString() : imm.symbol() + (value < 0 ? "" : "+") + number;
    }

    @Override
    public String toString() {
        return op.mnemonic() + " " + notation;
    }
}
