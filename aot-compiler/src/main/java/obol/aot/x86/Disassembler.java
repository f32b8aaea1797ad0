package obol.aot.x86;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Inverts the {@link Op} table. It knows what the {@link Assembler} can produce and no more: any other byte
 * sequence is "not an instruction". Stateless.
 */
public final class Disassembler {
    private static final int VEX3 = 0xC4;
    private static final int MAPS = 4;
    /** Candidates by map and opcode byte, in table order. */
    private static final List<List<Form>> FORMS = index();

    private final ByteBuffer code;
    private final int start;
    private int size66;
    private int repeatOrLock;
    private int rex;
    private int vvvv;

    private Disassembler(byte[] code, int at) {
        this.code = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).position(at);
        start = at;
    }

    private static List<List<Form>> index() {
        List<List<Form>> index = new ArrayList<>();
        for (int i = 0; i < MAPS << 8; i++) {
            index.add(new ArrayList<>());
        }
        for (Op op : Op.values()) {
            for (Form form : op.forms()) {
                int first = form.opcode(Width.B);
                int last = Math.max(first | form.opcodeLowBits(), form.opcode(Width.D));
                for (int opcode = first; opcode <= last; opcode++) {
                    index.get(form.map() << 8 | opcode).add(form);
                }
            }
        }
        return index;
    }

    /** The instruction at that offset, or null when the bytes there are none of the table's. */
    public static Instruction decode(byte[] code, int at) {
        try {
            return new Disassembler(code, at).decode();
        } catch (BufferUnderflowException truncated) {
            return null;
        }
    }

    /** One line per instruction: offset, bytes, text and relocation target. Bytes that are no instruction are shown as data. */
    public static String listing(byte[] code, List<Reloc> relocs) {
        StringBuilder lines = new StringBuilder();
        int relocIndex = 0;
        for (int at = 0; at < code.length; ) {
            Instruction instruction = decode(code, at);
            int length = instruction == null ? 1 : instruction.length();
            StringBuilder bytes = new StringBuilder();
            for (int i = at; i < at + length; i++) {
                bytes.append(String.format("%02x", code[i]));
            }
            String text = instruction == null ? "db 0x" + bytes : instruction.toString();
            StringBuilder targets = new StringBuilder();
            for (; relocIndex < relocs.size() && relocs.get(relocIndex).offset() < at + length; relocIndex++) {
                targets.append("  ; ").append(relocs.get(relocIndex).target());
            }
            lines.append(String.format("%06x  %-20s  %s%s%n", at, bytes, text, targets));
            at += length;
        }
        return lines.toString();
    }

    private int next() {
        return code.get() & 0xFF;
    }

    private Instruction decode() {
        int b = next();
        for (; b == 0x66 || b == 0xF0 || b == 0xF2 || b == 0xF3; b = next()) {
            if (b == 0x66) {
                size66 = b;
            } else if (repeatOrLock == 0) {
                repeatOrLock = b;
            } else {
                return null;
            }
        }
        boolean vex = b == VEX3;
        int map = 0;
        if (vex) {
            int second = next();
            int third = next();
            rex = ~second >> 5 & 7 | third >> 4 & 8;
            vvvv = ~third >> 3 & 15;
            map = second & 31;
            if (map >= MAPS || (third & 4) != 0 || size66 != 0 || repeatOrLock != 0) {
                return null;
            }
            size66 = (third & 3) == 1 ? 0x66 : 0;
            repeatOrLock = (third & 3) == 2 ? 0xF3 : (third & 3) == 3 ? 0xF2 : 0;
            b = next();
        } else {
            if ((b & 0xF0) == 0x40) {
                rex = b;
                b = next();
            }
            if (b == 0x0F) {
                map = 1;
                b = next();
                if (b == 0x38 || b == 0x3A) {
                    map = b == 0x38 ? 2 : 3;
                    b = next();
                }
            }
        }
        int afterOpcode = code.position();
        for (Form form : FORMS.get(map << 8 | b)) {
            code.position(afterOpcode);
            if (form.isVex() == vex) {
                Instruction instruction = decode(form, b);
                if (instruction != null) {
                    return instruction;
                }
            }
        }
        return null;
    }

    private Instruction decode(Form form, int opcode) {
        boolean mandatory66 = form.prefix() == 0x66;
        if ((mandatory66 ? 0 : form.prefix()) != repeatOrLock || mandatory66 && size66 == 0) {
            return null;
        }
        List<Width> widths = form.widths();
        Width width = widths.isEmpty() ? null
            : form.has(Width.B) && (widths.size() == 1 || (opcode & 1) == 0) ? Width.B
            : widths.size() == 1 ? widths.get(0)
            : (rex & 8) != 0 ? Width.Q : size66 != 0 && !mandatory66 ? Width.W : Width.D;
        if (width != null && !form.has(width)
                || form.hasRexW(width) != ((rex & 8) != 0)
                || (mandatory66 || form.hasOperandSizePrefix(width)) != (size66 != 0)
                || !form.hasModRm() && form.opcodeLowBits() != 7 && (rex & 7) != 0
                || vvvv != 0 && !form.usesVvvv()
                || form.hasFixedByte() && next() != form.fixedByte()) {
            return null;
        }
        int modRm = form.hasModRm() ? next() : 0;
        int reg = modRm >> 3 & 7;
        if (form.hasExtension() && form.extension() != reg) {
            return null;
        }
        Operand rm = null;
        for (int i = 0; i < form.slotCount(); i++) {
            Slot.Kind kind = form.slot(i).kind();
            if (kind.inModRm()) {
                boolean register = modRm >> 6 == 3;
                if (register ? !kind.allowsRegister() : !kind.allowsMemory()) {
                    return null;
                }
                int number = modRm & 7 | (rex & 1) << 3;
                rm = !register ? memory(modRm, trailingBytes(form, width))
                    : kind == Slot.Kind.XM || kind == Slot.Kind.XX ? Xmm.of(number) : Gpr.of(number);
            }
        }
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < form.slotCount(); i++) {
            operands.add(switch (form.slot(i).kind()) {
                case R -> Gpr.of(reg | (rex & 4) << 1);
                case X -> Xmm.of(reg | (rex & 4) << 1);
                case RM, RR, M, MEM, XM, XX -> rm;
                case O -> Gpr.of(opcode & 7 | (rex & 1) << 3);
                case RV -> Gpr.of(vvvv);
                case XV -> Xmm.of(vvvv);
                case A -> Gpr.RAX;
                case CL -> Gpr.RCX;
                case DX -> Gpr.RDX;
                case CC -> Cond.of(opcode & 15);
                case ONE -> Imm.of(1);
                case I8 -> Imm.of(code.get());
                case U8 -> Imm.of(next());
                case U16 -> Imm.of(code.getShort() & 0xFFFF);
                case I -> Imm.of(switch (width) {
                    case B -> code.get();
                    case W -> code.getShort();
                    case D, Q -> code.getInt();
                });
                case I64 -> Imm.of(code.getLong());
                case REL8 -> target(code.get());
                case REL32 -> target(code.getInt());
            });
        }
        return new Instruction(start, code.position() - start, form, width, operands);
    }

    private static int trailingBytes(Form form, Width width) {
        return form.slotCount() == 0 ? 0 : form.slot(form.slotCount() - 1).immediateBytes(width);
    }

    private Imm target(int distance) {
        return new Imm(code.position() + distance, Reloc.CODE_START);
    }

    private Mem memory(int modRm, int trailingBytes) {
        int mod = modRm >> 6;
        int low = modRm & 7;
        if (mod == 0 && low == Gpr.RBP.ordinal()) {
            int disp = code.getInt();
            return new Mem(null, null, 1, code.position() + trailingBytes + disp, Reloc.CODE_START, true);
        }
        Gpr index = null;
        int scale = 1;
        if (low == Gpr.RSP.ordinal()) {
            int sib = next();
            int number = sib >> 3 & 7 | (rex & 2) << 2;
            index = number == Gpr.RSP.ordinal() ? null : Gpr.of(number);
            scale = 1 << (sib >> 6);
            low = sib & 7;
        }
        Gpr base = mod == 0 && low == Gpr.RBP.ordinal() ? null : Gpr.of(low | (rex & 1) << 3);
        int disp = mod == 1 ? code.get() : mod == 2 || base == null ? code.getInt() : 0;
        return new Mem(base, index, scale, disp);
    }
}
