package obol.aot.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The flag columns of the table against the processor this test runs on: a Linux program executes each
 * instruction from all 64 settings of the status flags and writes out the registers and flags that result.
 */
class FlagsTest {
    /** Not executed: control transfer and stack, ring 0 only, not a function of registers and flags, or only D. */
    private static final Set<Op> NOT_EXECUTED = EnumSet.of(
        Op.JMP, Op.JCC, Op.CALL, Op.RET, Op.INT3, Op.UD2, Op.PUSH, Op.POP, Op.PUSHFQ, Op.POPFQ, Op.SYSCALL,
        Op.HLT, Op.CLI, Op.STI, Op.IN, Op.OUT, Op.RDMSR, Op.WRMSR, Op.INVLPG,
        Op.CPUID, Op.RDTSC, Op.RDTSCP,
        Op.REP_MOVSB, Op.REP_MOVSQ, Op.REP_STOSB, Op.REP_STOSD, Op.REP_STOSQ, Op.CLD);
    /** Not executed where the processor does not have them. */
    private static final Set<Op> HASWELL = EnumSet.of(Op.SHLX, Op.SHRX, Op.SARX, Op.RORX, Op.ANDN, Op.BLSR,
        Op.VFMADD231SS, Op.VFMADD231SD);
    private static final int SETTINGS = 64;
    /** rax, rcx, rdx, rbx, rsi and the cell at rdi. The first keeps divisions from trapping. */
    private static final long[][] INPUTS = {
        {40, 7, 0, 0x1234, 99, 40},
        {0x8000000000000001L, 0x7FFFFFFFFFFFFFFFL, -1, 1, 0xFFFFFFFFL, 0x80},
        {0, 0, 0, 0, 0, -1},
        {0x0F0F00FF80008080L, 0x40C0000000000000L, 5, 0x80000000L, 0x8000, 0},
    };
    /** Quadwords per execution: flags, five registers, two of memory. */
    private static final int RESULTS = 8;
    private static final String PROGRAM = """
        bits 64
        org 0x400000
        db 0x7F, "ELF", 2, 1, 1
        times 9 db 0
        dw 2, 62
        dd 1
        dq start, 64, 0
        dd 0
        dw 64, 56, 1, 0, 0, 0
        dd 1, 7
        dq 0, $$, $$, filesize, filesize + 0x4000000, 0x1000
        start:
          mov r15, out
          mov r14, table
        .sample:
          mov r12, inputs
        .input:
          xor r13d, r13d
        .setting:
          mov rdi, cell
          mov rax, [r12+40]
          mov [rdi], rax
          mov [rdi+8], rax
          mov rax, [r12]
          mov rcx, [r12+8]
          mov rdx, [r12+16]
          mov rbx, [r12+24]
          mov rsi, [r12+32]
          movq xmm0, rax
          movq xmm1, rcx
          push qword [settings+r13*8]
          popfq
          call [r14]
          pushfq
          pop qword [r15]
          mov [r15+8], rax
          mov [r15+16], rcx
          mov [r15+24], rdx
          mov [r15+32], rbx
          mov [r15+40], rsi
          mov rax, [cell]
          mov [r15+48], rax
          mov rax, [cell+8]
          mov [r15+56], rax
          add r15, 64
          inc r13d
          cmp r13d, 64
          jb .setting
          add r12, 48
          cmp r12, [r14+8]
          jb .input
          add r14, 16
          cmp r14, table_end
          jb .sample
          mov rsi, out
        .write:
          mov rdx, r15
          sub rdx, rsi
          jz .exit
          mov edi, 1
          mov eax, 1
          syscall
          add rsi, rax
          jmp .write
        .exit:
          xor edi, edi
          mov eax, 60
          syscall
        align 16
        cell: dq 0, 0
        """;

    private record Run(Instruction instruction, byte[] bytes, int inputs) {
    }

    @Test
    void theProcessorReadsAndWritesTheFlagsTheTableSays() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64") && System.getProperty("os.name").equals("Linux"),
            "needs Linux on x86-64");
        List<Run> runs = runs();
        ByteBuffer results = execute(runs);
        EnumSet<Op> changed = EnumSet.noneOf(Op.class);
        for (Run run : runs) {
            int written = 0;
            int read = 0;
            for (int input = 0; input < run.inputs(); input++) {
                long[][] after = new long[SETTINGS][RESULTS];
                for (long[] one : after) {
                    for (int i = 0; i < RESULTS; i++) {
                        one[i] = results.getLong();
                    }
                }
                for (int setting = 0; setting < SETTINGS; setting++) {
                    written |= ((int) after[setting][0] ^ flags(setting)) & Flags.STATUS;
                    for (int bit = 1; bit < SETTINGS; bit <<= 1) {
                        for (int i = 1; i < RESULTS; i++) {
                            read |= after[setting][i] != after[setting ^ bit][i] ? flags(bit) : 0;
                        }
                    }
                }
            }
            Op op = run.instruction().op();
            assertEquals(0, written & ~op.flagsWritten(), () -> run.instruction() + " writes more flags");
            assertEquals(run.instruction().flagsRead(), read, () -> run.instruction() + " reads other flags");
            if (written != 0) {
                changed.add(op);
            }
        }
        assertTrue(!results.hasRemaining());
        for (Op op : Op.values()) {
            if (op.flagsWritten() != 0 && runs.stream().anyMatch(run -> run.instruction().op() == op)) {
                assertTrue(changed.contains(op), op + " never changed a flag");
            }
        }
    }

    /** The status flags of a setting: its six bits spread to their places in RFLAGS. */
    private static int flags(int setting) {
        int[] places = {Flags.C, Flags.P, Flags.A, Flags.Z, Flags.S, Flags.O};
        int flags = 0;
        for (int i = 0; i < places.length; i++) {
            flags |= (setting & 1 << i) != 0 ? places[i] : 0;
        }
        return flags;
    }

    private static List<Run> runs() throws IOException {
        String processor = Files.readString(Path.of("/proc/cpuinfo"));
        boolean haswell = processor.contains(" bmi2") && processor.contains(" fma");
        List<Run> runs = new ArrayList<>();
        for (Op op : Op.values()) {
            if (NOT_EXECUTED.contains(op) || HASWELL.contains(op) && !haswell) {
                continue;
            }
            for (Form form : op.forms()) {
                boolean conditional = form.slotCount() > 0 && form.slot(0).kind() == Slot.Kind.CC;
                for (Width width : form.widths().isEmpty() ? Collections.<Width>singletonList(null) : form.widths()) {
                    for (Cond cond : conditional ? Cond.values() : new Cond[] {null}) {
                        runs.add(run(form, width, cond));
                    }
                }
            }
        }
        return runs;
    }

    private static Run run(Form form, Width width, Cond cond) {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < form.slotCount(); i++) {
            operands.add(switch (form.slot(i).kind()) {
                case R, A -> Gpr.RAX;
                case RM, RR, CL -> Gpr.RCX;
                case O -> Gpr.RBX;
                case RV, DX -> Gpr.RDX;
                case M, MEM -> new Mem(Gpr.RDI, 0);
                case X, XV -> Xmm.XMM0;
                case XM, XX -> Xmm.XMM1;
                case CC -> cond;
                case I8, U8 -> Imm.of(3);
                case U16, I -> Imm.of(width == Width.B ? 0x55 : 0x1234);
                case I64 -> Imm.of(1L << 40);
                case ONE -> Imm.of(1);
                case REL8, REL32 -> throw new IllegalArgumentException("a branch is not executed");
            });
        }
        Assembler assembler = new Assembler();
        new Sample(form, width, operands).encode(assembler);
        assembler.finish();
        Instruction instruction = Disassembler.decode(assembler.code(), 0);
        boolean division = form.op() == Op.DIV || form.op() == Op.IDIV;
        return new Run(instruction, assembler.code(), division ? 1 : INPUTS.length);
    }

    private static ByteBuffer execute(List<Run> runs) {
        StringBuilder source = new StringBuilder(PROGRAM);
        source.append("inputs:\n");
        for (long[] input : INPUTS) {
            for (long value : input) {
                source.append("dq ").append(value).append('\n');
            }
        }
        source.append("settings:\n");
        for (int setting = 0; setting < SETTINGS; setting++) {
            source.append("dq ").append(flags(setting) | Flags.I | 2).append('\n');
        }
        source.append("table:\n");
        for (int i = 0; i < runs.size(); i++) {
            source.append("dq code").append(i).append(", inputs + ").append(48 * runs.get(i).inputs()).append('\n');
        }
        source.append("table_end:\n");
        for (int i = 0; i < runs.size(); i++) {
            source.append("code").append(i).append(": db ");
            for (byte b : runs.get(i).bytes()) {
                source.append(b & 0xFF).append(',');
            }
            source.append("0xC3\n");
        }
        source.append("align 64, db 0\nout:\nfilesize equ $ - $$\n");
        byte[] program = Nasm.assemble(source.toString());
        byte[] output = Nasm.inDirectory(directory -> {
            Path file = directory.resolve("flags");
            Path out = directory.resolve("results");
            Files.write(file, program);
            assertTrue(file.toFile().setExecutable(true));
            try {
                int status = new ProcessBuilder(file.toString()).redirectOutput(out.toFile()).start().waitFor();
                assertEquals(0, status, "status of the program");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Files.readAllBytes(out);
        });
        return ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN);
    }
}
