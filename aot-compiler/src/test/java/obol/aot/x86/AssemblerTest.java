package obol.aot.x86;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is more than a line of the table: symbols, data, constants, and what is refused. */
class AssemblerTest {

    private static Assembler finished(Consumer<Assembler> body) {
        Assembler assembler = new Assembler();
        body.accept(assembler);
        assembler.finish();
        return assembler;
    }

    /** The code placed at {@code base}, with the arithmetic that {@link Reloc} promises. */
    private static byte[] link(Assembler assembler, int base, Map<Object, Integer> symbols) {
        byte[] code = assembler.code();
        ByteBuffer fields = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        for (Reloc reloc : assembler.relocs()) {
            int symbol = reloc.target() == Reloc.CODE_START ? base : symbols.get(reloc.target());
            int value = symbol + reloc.addend();
            switch (reloc.kind()) {
                case REL32 -> fields.putInt(reloc.offset(), value - base - reloc.offset());
                case ABS32 -> fields.putInt(reloc.offset(), value);
                case ABS64 -> fields.putLong(reloc.offset(), value);
            }
        }
        return code;
    }

    @Test
    void linkedSymbolsAreWhatNasmMakesOfTheirAddresses() {
        Label table = new Label();
        Label entry = new Label();
        Assembler assembler = finished(a -> {
            a.call("callee");
            a.jmp("callee");
            a.jcc(Cond.A, "slow");
            a.movImm32(Gpr.R9, "hub");
            a.emit(Op.CMP, Width.D, new Mem(Gpr.RDI, 0), Imm.address("hub"));
            a.emit(Op.CMP, Width.Q, new Mem(Gpr.RDI, Gpr.R8, 4, 12), new Imm(16, "hub"));
            a.emit(Op.MOV, Width.Q, Gpr.RSI, Imm.address("hub"));
            a.emit(Op.PUSH, Imm.address("hub"));
            a.emit(Op.INC, Width.D, Mem.absolute("statics", 8));
            a.emit(Op.CMP, Width.B, Mem.absolute("statics", 3), 0);
            a.emit(Op.MOV, Width.B, new Mem(Gpr.RCX, null, 1, 0, "cards", false), 0);
            a.emit(Op.ADDSD, Xmm.XMM3, Mem.rip("constant"));
            a.emit(Op.CMP, Width.W, Mem.rip("constant"), 0x1234);
            a.emit(Op.IMUL, Width.Q, Gpr.RAX, Mem.rip("constant"), 5);
            a.jmp(Mem.table(table, Gpr.RAX, 8));
            a.bind(entry);
            a.emit(Op.UD2);
            a.bind(table);
            a.address64(entry);
            a.address32(entry);
            a.address64("callee");
            a.data8(7);
            a.data32(-2);
            a.data64(1L << 40);
        });
        String source = """
            bits 64
            org 0x100000
            default abs
            callee equ 0x123456
            slow equ 0x7654321
            hub equ 0x40000000
            statics equ 0x20000000
            cards equ 0x10000000
            constant equ $$-0x100000+0x5000
            call callee
            jmp strict near callee
            ja strict near slow
            mov r9d,hub
            cmp dword [rdi],hub
            cmp qword [rdi+r8*4+12],hub+16
            mov rsi,strict dword hub
            push strict dword hub
            inc dword [statics+8]
            cmp byte [statics+3],0
            mov byte [rcx+cards],0
            addsd xmm3,[rel constant]
            cmp word [rel constant],0x1234
            imul rax,[rel constant],5
            jmp [table+rax*8]
            entry: ud2
            table: dq entry
            dd entry
            dq callee
            db 7
            dd -2
            dq 1<<40
            """;
        byte[] linked = link(assembler, 0x100000, Map.of("callee", 0x123456, "slow", 0x7654321, "hub", 0x40000000,
            "statics", 0x20000000, "cards", 0x10000000, "constant", 0x5000));
        assertEquals(Nasm.disassemble(Nasm.assemble(source)), Nasm.disassemble(linked));
        assertArrayEquals(Nasm.assemble(source), linked);
    }

    @Test
    void constantsTakeTheShortestMoveThatKeepsTheFlags() {
        long[] values = {0, 1, -1, 0x7FFFFFFF, 0x80000000L, 0xFFFFFFFFL, 0x100000000L, Integer.MIN_VALUE,
            Integer.MIN_VALUE - 1L, Long.MAX_VALUE, Long.MIN_VALUE};
        StringBuilder source = new StringBuilder("bits 64\n");
        Assembler assembler = finished(a -> {
            for (Gpr register : Gpr.values()) {
                for (long value : values) {
                    a.movImm(register, value);
                    source.append("mov ").append(register).append(",").append(value).append('\n');
                }
            }
        });
        assertArrayEquals(Nasm.assemble(source.toString()), assembler.code());
    }

    @Test
    void unsignedAndSignedSpellingsOfAnImmediateAreTheSameBytes() {
        for (Width width : List.of(Width.B, Width.W, Width.D)) {
            byte[] signed = finished(a -> a.emit(Op.ADD, width, Gpr.RBX, -3)).code();
            byte[] unsigned = finished(a -> a.emit(Op.ADD, width, Gpr.RBX, (1L << width.bits()) - 3)).code();
            assertArrayEquals(signed, unsigned);
        }
    }

    @Test
    void operandsWithoutAFormAreRefused() {
        Assembler assembler = new Assembler();
        List<Runnable> wrong = List.of(
            () -> assembler.emit(Op.ADD, Gpr.RAX, Gpr.RBX),
            () -> assembler.emit(Op.MOV, Gpr.RAX, Imm.of(1)),
            () -> assembler.emit(Op.ADD, Width.Q, Gpr.RAX, 1L << 31),
            () -> assembler.emit(Op.ADD, Width.D, Gpr.RAX, 1L << 32),
            () -> assembler.emit(Op.ADD, Width.B, Gpr.RAX, 256),
            () -> assembler.emit(Op.ADD, Width.B, Gpr.RAX, -129),
            () -> assembler.emit(Op.ADD, Width.B, Gpr.RAX, Imm.address("symbol"), null),
            () -> assembler.emit(Op.ADD, Width.D, Gpr.RAX, Xmm.XMM0),
            () -> assembler.emit(Op.MOV, Width.D, new Mem(Gpr.RAX, 0), new Mem(Gpr.RBX, 0)),
            () -> assembler.emit(Op.SHL, Width.D, Gpr.RAX, Gpr.RDX),
            () -> assembler.emit(Op.LOCK_ADD, Width.D, Gpr.RAX, Gpr.RDX),
            () -> assembler.emit(Op.LEA, Width.Q, Gpr.RAX, Gpr.RDX),
            () -> assembler.emit(Op.MOVZX_B, Width.B, Gpr.RAX, Gpr.RDX),
            () -> assembler.emit(Op.ADDSD, Width.Q, Xmm.XMM0, Xmm.XMM1),
            () -> assembler.jcc(Cond.E, Gpr.RAX),
            () -> new Mem(Gpr.RAX, Gpr.RSP, 1, 0),
            () -> new Mem(Gpr.RAX, Gpr.RBX, 3, 0),
            () -> new Mem(Gpr.RAX, null, 1, 0, "symbol", true));
        for (Runnable emit : wrong) {
            assertThrows(IllegalArgumentException.class, emit::run);
        }
        assertEquals(0, assembler.position());
    }

    @Test
    void conditionsNegateAndSwap() {
        for (Cond cond : Cond.values()) {
            assertEquals(cond, cond.negate().negate());
            assertFalse(cond == cond.negate());
        }
        assertEquals(Cond.GE, Cond.L.negate());
        assertEquals(Cond.BE, Cond.A.negate());
        assertEquals(Cond.G, Cond.L.swapOperands());
        assertEquals(Cond.AE, Cond.BE.swapOperands());
        assertEquals(Cond.E, Cond.E.swapOperands());
        assertThrows(IllegalStateException.class, Cond.P::swapOperands);
    }

    @Test
    void theListingShowsDataAndSymbols() {
        Assembler assembler = finished(a -> {
            a.call("callee");
            a.data8(0x06);
        });
        assertEquals(String.format("%06x  %-20s  %s%n%06x  %-20s  %s%n", 0, "e800000000", "call $$+0x5  ; callee", 5, "06",
            "db 0x06"), Disassembler.listing(assembler.code(), assembler.relocs()));
    }

    /** Whatever our disassembler accepts in random bytes, ndisasm reads in the same way. */
    @Test
    void randomBytesAreReadAsNdisasmReadsThem() {
        Random random = new Random(3);
        int cell = 32;
        byte[] bytes = new byte[20_000 * cell];
        Arrays.fill(bytes, (byte) 0x90);
        for (int at = 0; at < bytes.length; at += cell) {
            byte[] some = new byte[Form.MAX_LENGTH];
            random.nextBytes(some);
            if (random.nextBoolean()) {
                some[0] = 0x0F;
            } else if (random.nextInt(4) == 0) {
                some[0] = (byte) (0x40 | random.nextInt(16));
            }
            Instruction instruction = Disassembler.decode(some, 0);
            if (instruction != null) {
                System.arraycopy(some, 0, bytes, at, instruction.length());
            }
        }
        int read = 0;
        for (Nasm.Line line : Nasm.disassemble(bytes)) {
            if (line.offset() % cell == 0) {
                Instruction instruction = Disassembler.decode(bytes, line.offset());
                assertEquals(line.length(), instruction.length(), () -> line + " " + instruction);
                assertEquals(NdisasmText.mnemonic(line.text()), NdisasmText.mnemonic(instruction.toString()));
                read++;
            }
        }
        assertEquals(bytes.length / cell, read);
    }

    @Test
    void whatIsNoInstructionOfTheTableIsNone() {
        assertNull(Disassembler.decode(new byte[] {0x06}, 0));
        assertNull(Disassembler.decode(new byte[] {(byte) 0xD9, (byte) 0xE8}, 0), "x87");
        assertNull(Disassembler.decode(new byte[] {(byte) 0xF3, (byte) 0xF2, (byte) 0xA4}, 0), "two prefixes");
        assertTrue(Arrays.stream(Op.values()).allMatch(op -> op.mnemonic().equals(op.mnemonic().toLowerCase(Locale.ROOT))));
    }
}
