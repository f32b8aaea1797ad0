package obol.aot.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes the instructions of one piece of code, typically a method, in program order.
 *
 * <p>Until {@link #finish()} every jump to a label occupies its longest form and every alignment its largest
 * padding; positions are provisional. {@code finish} shrinks them, patches the distances to labels and makes
 * {@link #code()}, {@link #relocs()} and the {@code offsetOf} methods available. Positions that must survive
 * are kept as bound {@link Label}s or mapped with {@link #offsetOf(int)}.
 *
 * <p>Operands that no form of the {@link Op} takes throw {@link IllegalArgumentException}. One thread.
 */
public final class Assembler {
    /** The multi-byte no-operations that Intel and AMD recommend, by length. */
    private static final byte[][] NOPS = {
        {},
        {(byte) 0x90},
        {0x66, (byte) 0x90},
        {0x0F, 0x1F, 0x00},
        {0x0F, 0x1F, 0x40, 0x00},
        {0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x0F, 0x1F, (byte) 0x80, 0x00, 0x00, 0x00, 0x00},
        {0x0F, 0x1F, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
    };
    private static final int MOD_NO_DISPLACEMENT = 0;
    private static final int MOD_DISPLACEMENT_8 = 0x40;
    private static final int MOD_DISPLACEMENT_32 = 0x80;
    private static final int MOD_REGISTER = 0xC0;
    private static final int RM_SIB = 4;
    private static final int RM_RIP = 5;
    private static final int SIB_NO_INDEX = 4;
    private static final int SIB_NO_BASE = 5;

    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    private int lastStart;
    private final Relaxation relaxation = new Relaxation();
    private List<Reloc> relocs = new ArrayList<>();
    private byte[] code;

    /** The provisional position of the next byte. */
    public int position() {
        return buffer.position();
    }

    /** The provisional position of the first byte of the instruction emitted last, prefixes included. */
    public int lastStart() {
        return lastStart;
    }

    public void bind(Label label) {
        label.bind(position());
    }

    // The general instruction: an Op, the width where the table has several, the operands.

    public int emit(Op op) {
        return emit(op, null, null, null, null);
    }

    public int emit(Op op, Operand a) {
        return emit(op, null, a, null, null);
    }

    public int emit(Op op, Operand a, Operand b) {
        return emit(op, null, a, b, null);
    }

    public int emit(Op op, Operand a, Operand b, Operand c) {
        return emit(op, null, a, b, c);
    }

    public int emit(Op op, Width width, Operand a) {
        return emit(op, width, a, null, null);
    }

    public int emit(Op op, Width width, Operand a, Operand b) {
        return emit(op, width, a, b, null);
    }

    public int emit(Op op, Width width, Operand a, long immediate) {
        return emit(op, width, a, Imm.of(immediate), null);
    }

    public int emit(Op op, Width width, Operand a, Operand b, long immediate) {
        return emit(op, width, a, b, Imm.of(immediate));
    }

    /**
     * Encodes one instruction.
     *
     * @param width null when the mnemonic alone determines it
     * @return the provisional position of its first byte, which is {@link #lastStart()}
     */
    public int emit(Op op, Width width, Operand a, Operand b, Operand c) {
        Form form = op.formFor(width, a, b, c);
        return encode(form, form.resolve(width), a, b, c);
    }

    // Instructions that are more than one line of the table, and shorthands for the most frequent ones.

    public int mov(Width width, Operand to, Operand from) {
        return emit(Op.MOV, width, to, from);
    }

    public int lea(Width width, Gpr to, Mem address) {
        return emit(Op.LEA, width, to, address);
    }

    /** Sets the whole register in the shortest way that leaves the flags alone. */
    public int movImm(Gpr to, long value) {
        boolean unsigned32 = value >>> 32 == 0;
        return emit(Op.MOV, unsigned32 ? Width.D : Width.Q, to, value);
    }

    /** Sets the whole register to the address of {@code symbol}, which must be below 2 GiB. */
    public int movImm32(Gpr to, Object symbol) {
        return emit(Op.MOV, Width.D, to, Imm.address(symbol));
    }

    public int setcc(Cond cond, Operand to) {
        return emit(Op.SETCC, cond, to);
    }

    public int cmovcc(Cond cond, Width width, Gpr to, Operand from) {
        return emit(Op.CMOVCC, width, cond, to, from);
    }

    /** Jumps to a {@link Label}, through an {@link Operand} (register or memory), or to any other object as symbol. */
    public int jmp(Object target) {
        return branch(Op.JMP, null, target);
    }

    /** Jumps to a {@link Label} or symbol when the condition holds. */
    public int jcc(Cond cond, Object target) {
        return branch(Op.JCC, cond, target);
    }

    /** Calls a {@link Label}, through an {@link Operand} (register or memory), or any other object as symbol. */
    public int call(Object target) {
        return branch(Op.CALL, null, target);
    }

    private int branch(Op op, Cond cond, Object target) {
        if (target instanceof Operand operand) {
            return emit(op, operand);
        }
        Form near = op.branchForm(Slot.Kind.REL32);
        int start = encode(near, null, cond == null ? new Imm(0, target) : cond, cond == null ? null : new Imm(0, target), null);
        if (target instanceof Label label && op != Op.CALL) {
            relocs.remove(relocs.size() - 1);
            relaxation.addBranch(start, position(), op, cond, label);
        }
        return start;
    }

    /** Emits {@code bytes} bytes that do nothing, in as few instructions as possible. */
    public void nop(int bytes) {
        lastStart = position();
        putNops(reserve(bytes), bytes);
    }

    /** Pads with no-operations so that the next byte's offset is a multiple of {@code boundary}, a power of two. */
    public void align(int boundary) {
        int start = position();
        nop(boundary - 1);
        relaxation.addAlignment(start, position(), boundary);
    }

    // Data between the code.

    public void data8(int value) {
        reserve(1).put((byte) value);
    }

    public void data32(int value) {
        reserve(4).putInt(value);
    }

    public void data64(long value) {
        reserve(8).putLong(value);
    }

    /** The 32-bit address of a symbol or label. */
    public void address32(Object symbol) {
        field(Reloc.Kind.ABS32, symbol, 0);
    }

    /** The 64-bit address of a symbol or label. */
    public void address64(Object symbol) {
        field(Reloc.Kind.ABS64, symbol, 0);
    }

    // The result.

    /** Ends the code: chooses the sizes of jumps and paddings and patches what refers to labels. Call it once. */
    public void finish() {
        if (code != null) {
            throw new IllegalStateException("the code is finished");
        }
        code = relaxation.apply(Arrays.copyOf(buffer.array(), position()));
        ByteBuffer fields = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        List<Reloc> open = new ArrayList<>();
        for (Reloc reloc : relocs) {
            int at = offsetOf(reloc.offset());
            if (!(reloc.target() instanceof Label label)) {
                open.add(new Reloc(at, reloc.kind(), reloc.target(), reloc.addend()));
            } else if (reloc.kind() == Reloc.Kind.REL32) {
                fields.putInt(at, offsetOf(label) + reloc.addend() - at);
            } else {
                open.add(new Reloc(at, reloc.kind(), Reloc.CODE_START, offsetOf(label) + reloc.addend()));
            }
        }
        relocs = List.copyOf(open);
    }

    /** The finished code; the caller may keep and change the array. */
    public byte[] code() {
        requireFinished();
        return code;
    }

    /** What is left to fill in, by ascending offset. The fields are zero. */
    public List<Reloc> relocs() {
        requireFinished();
        return relocs;
    }

    /** The offset of a bound label in the finished code. */
    public int offsetOf(Label label) {
        return offsetOf(label.position());
    }

    /** The offset in the finished code of a provisional position: an instruction's start or end. */
    public int offsetOf(int position) {
        requireFinished();
        return relaxation.offsetOf(position);
    }

    private void requireFinished() {
        if (code == null) {
            throw new IllegalStateException("the code is not finished");
        }
    }

    // Encoding.

    private int encode(Form form, Width w, Operand a, Operand b, Operand c) {
        lastStart = position();
        reserve(Form.MAX_LENGTH);
        int reg = form.hasExtension() ? form.extension() : 0;
        Operand rm = null;
        int inOpcode = 0;
        int vvvv = 0;
        boolean byteRegister = false;
        Imm immediate = null;
        Slot immediateSlot = null;
        for (int i = 0; i < form.slotCount(); i++) {
            Slot slot = form.slot(i);
            Operand operand = i == 0 ? a : i == 1 ? b : c;
            switch (slot.kind()) {
                case R, X -> reg = number(operand);
                case RM, RR, M, MEM, XM, XX -> rm = operand;
                case O, CC -> inOpcode = number(operand);
                case RV, XV -> vvvv = number(operand);
                case A, CL, DX, ONE -> { }
                case I8, U8, U16, I, I64, REL8, REL32 -> {
                    immediate = (Imm) operand;
                    immediateSlot = slot;
                }
            }
            // Without REX, numbers 4 to 7 are the high byte registers.
            byteRegister |= operand instanceof Gpr gpr && slot.width(w) == Width.B && gpr.ordinal() >= 4;
        }

        Mem mem = rm instanceof Mem m ? m : null;
        int rexW = form.hasRexW(w) ? 8 : 0;
        int rexR = reg >> 3 << 2;
        int rexX = mem != null && mem.index() != null ? mem.index().ordinal() >> 3 << 1 : 0;
        int rexB = mem == null ? (rm != null ? number(rm) >> 3 : form.opcodeLowBits() == 7 ? inOpcode >> 3 : 0)
            : mem.base() != null ? mem.base().ordinal() >> 3 : 0;
        int rex = rexW | rexR | rexX | rexB;
        if (form.isVex()) {
            put(0xC4);
            put((~rex & 7) << 5 | form.map());
            put(rexW << 4 | (~vvvv & 15) << 3 | vexPrefix(form.prefix()));
        } else {
            boolean sizeFirst = form.prefix() != Form.LOCK;
            if (sizeFirst && form.hasOperandSizePrefix(w)) {
                put(0x66);
            }
            if (form.prefix() != 0) {
                put(form.prefix());
            }
            if (!sizeFirst && form.hasOperandSizePrefix(w)) {
                put(0x66);
            }
            if (rex != 0 || byteRegister) {
                put(0x40 | rex);
            }
            if (form.map() != 0) {
                put(0x0F);
            }
            if (form.map() > 1) {
                put(form.map() == 2 ? 0x38 : 0x3A);
            }
        }
        put(form.opcode(w) | inOpcode & form.opcodeLowBits());
        if (form.hasFixedByte()) {
            put(form.fixedByte());
        }
        int immediateBytes = immediate == null ? 0 : immediateSlot.immediateBytes(w);
        if (mem != null) {
            putMemory((reg & 7) << 3, mem, immediateBytes);
        } else if (rm != null) {
            put(MOD_REGISTER | (reg & 7) << 3 | number(rm) & 7);
        }
        if (immediate != null) {
            putImmediate(immediate, immediateBytes, immediateSlot.kind() == Slot.Kind.REL32);
        }
        return lastStart;
    }

    private static int number(Operand operand) {
        return ((Enum<?>) operand).ordinal();
    }

    private static int vexPrefix(int prefix) {
        return switch (prefix) {
            case 0 -> 0;
            case 0x66 -> 1;
            case 0xF3 -> 2;
            default -> 3;
        };
    }

    private void putMemory(int reg, Mem mem, int bytesAfter) {
        if (mem.rip()) {
            put(MOD_NO_DISPLACEMENT | reg | RM_RIP);
            field(Reloc.Kind.REL32, mem.symbol(), mem.disp() - 4 - bytesAfter);
            return;
        }
        Gpr base = mem.base();
        int mod = base == null ? MOD_NO_DISPLACEMENT
            : mem.symbol() != null || mem.disp() != (byte) mem.disp() ? MOD_DISPLACEMENT_32
            : mem.disp() != 0 || Mem.needsDisplacement(base) ? MOD_DISPLACEMENT_8
            : MOD_NO_DISPLACEMENT;
        if (base != null && mem.index() == null && (base.ordinal() & 7) != RM_SIB) {
            put(mod | reg | base.ordinal() & 7);
        } else {
            int index = mem.index() == null ? SIB_NO_INDEX : mem.index().ordinal() & 7;
            put(mod | reg | RM_SIB);
            put(Integer.numberOfTrailingZeros(mem.scale()) << 6 | index << 3 | (base == null ? SIB_NO_BASE : base.ordinal() & 7));
        }
        if (mod == MOD_DISPLACEMENT_8) {
            put(mem.disp());
        } else if (mod == MOD_DISPLACEMENT_32 || base == null) {
            if (mem.symbol() != null) {
                field(Reloc.Kind.ABS32, mem.symbol(), mem.disp());
            } else {
                buffer.putInt(mem.disp());
            }
        }
    }

    private void putImmediate(Imm imm, int bytes, boolean relative) {
        if (relative) {
            field(Reloc.Kind.REL32, imm.symbol(), (int) imm.value() - bytes);
        } else if (imm.symbol() != null) {
            field(bytes == 8 ? Reloc.Kind.ABS64 : Reloc.Kind.ABS32, imm.symbol(), Math.toIntExact(imm.value()));
        } else {
            for (int i = 0; i < bytes; i++) {
                put((int) (imm.value() >> 8 * i));
            }
        }
    }

    private void put(int b) {
        buffer.put((byte) b);
    }

    private void field(Reloc.Kind kind, Object symbol, int addend) {
        reserve(kind.bytes());
        relocs.add(new Reloc(position(), kind, symbol, addend));
        buffer.position(position() + kind.bytes());
    }

    private ByteBuffer reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(2 * buffer.capacity(), position() + bytes);
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).order(ByteOrder.LITTLE_ENDIAN).position(position());
        }
        return buffer;
    }

    static void putNops(ByteBuffer to, int bytes) {
        for (int left = bytes; left > 0; ) {
            int length = Math.min(left, NOPS.length - 1);
            to.put(NOPS[length]);
            left -= length;
        }
    }
}
