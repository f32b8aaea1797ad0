package obol.aot.x86;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sizes of jumps and paddings: NASM confirms that every short jump reaches, distances that every near one is needed. */
class RelaxationTest {

    /** A jump of a program: its provisional start, and where its size keyword goes in NASM's source. */
    private record Jump(int start, Label target, int placeInSource) {
    }

    /** One random piece of code, given to our assembler and as source to NASM. */
    private static final class Program {
        final Assembler assembler = new Assembler();
        final StringBuilder source = new StringBuilder();
        final Label[] labels;
        final List<Jump> jumps = new ArrayList<>();
        /** Labels bound just behind an alignment. */
        final List<Label> aligned = new ArrayList<>();

        Program(Random random, int number, boolean alignments) {
            labels = new Label[2 + random.nextInt(20)];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = new Label();
            }
            for (int i = 0; i < labels.length; i++) {
                for (int references = random.nextInt(8); references > 0; references--) {
                    int target = random.nextInt(labels.length);
                    reference(random, labels[target], "L" + number + "_" + target);
                }
                int filler = random.nextInt(random.nextBoolean() ? 12 : 60);
                for (int f = 0; f < filler; f++) {
                    assembler.emit(Op.INT3);
                }
                source.append("times ").append(filler).append(" int3\n");
                if (alignments && random.nextInt(3) == 0) {
                    Label here = new Label();
                    assembler.align(16);
                    assembler.bind(here);
                    aligned.add(here);
                }
                assembler.bind(labels[i]);
                source.append("L").append(number).append('_').append(i).append(":\n");
            }
            assembler.emit(Op.RET);
            source.append("ret\n");
            assembler.finish();
            for (int i = jumps.size() - 1; i >= 0; i--) {
                source.insert(jumps.get(i).placeInSource(), isShort(jumps.get(i)) ? "short " : "strict near ");
            }
        }

        private void reference(Random random, Label target, String name) {
            int start = assembler.position();
            String mnemonic;
            switch (random.nextInt(6)) {
                case 0 -> {
                    assembler.call(target);
                    mnemonic = "call ";
                }
                case 1 -> {
                    assembler.lea(Width.Q, Gpr.RCX, Mem.rip(target));
                    mnemonic = "lea rcx,[rel ";
                    name += "]";
                }
                case 2 -> {
                    assembler.jmp(target);
                    mnemonic = "jmp ";
                }
                default -> {
                    Cond cond = Cond.of(random.nextInt(16));
                    assembler.jcc(cond, target);
                    mnemonic = "j" + cond + " ";
                }
            }
            source.append(mnemonic);
            if (mnemonic.startsWith("j")) {
                jumps.add(new Jump(start, target, source.length()));
            }
            source.append(name).append('\n');
        }

        boolean isShort(Jump jump) {
            return Disassembler.decode(assembler.code(), assembler.offsetOf(jump.start())).length() == 2;
        }
    }

    @Test
    void randomCodeIsTheCodeOfNasm() {
        Random random = new Random(1);
        StringBuilder source = new StringBuilder("bits 64\n");
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        int shortJumps = 0;
        int nearJumps = 0;
        for (int i = 0; i < 400; i++) {
            Program program = new Program(random, i, false);
            code.writeBytes(program.assembler.code());
            source.append(program.source);
            for (Jump jump : program.jumps) {
                int distance = program.assembler.offsetOf(jump.target()) - (program.assembler.offsetOf(jump.start()) + 2);
                if (program.isShort(jump)) {
                    shortJumps++;
                } else {
                    nearJumps++;
                    assertTrue(distance != (byte) distance, "a short jump would reach");
                }
            }
        }
        assertArrayEquals(Nasm.assemble(source.toString()), code.toByteArray());
        assertTrue(shortJumps > 1000 && nearJumps > 1000, shortJumps + " short, " + nearJumps + " near");
    }

    @Test
    void withAlignmentEveryReferenceStillReachesItsLabel() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            Program program = new Program(random, i, true);
            byte[] code = program.assembler.code();
            for (Label label : program.aligned) {
                assertEquals(0, program.assembler.offsetOf(label) % 16);
            }
            SortedMap<Integer, Instruction> instructions = new TreeMap<>();
            for (int at = 0; at < code.length; at = instructions.get(at).end()) {
                instructions.put(at, Disassembler.decode(code, at));
            }
            List<Integer> offsets = new ArrayList<>();
            for (Label label : program.labels) {
                offsets.add(program.assembler.offsetOf(label));
                assertTrue(instructions.containsKey(program.assembler.offsetOf(label)), "a label is between instructions");
            }
            for (Instruction instruction : instructions.values()) {
                if (instruction.op() == Op.JMP || instruction.op() == Op.JCC || instruction.op() == Op.CALL) {
                    Imm target = (Imm) instruction.operands().get(instruction.operands().size() - 1);
                    assertTrue(offsets.contains((int) target.value()), instruction::toString);
                }
            }
        }
    }

    @Test
    void everyConditionAtTheEdgesOfTheShortJump() {
        StringBuilder source = new StringBuilder("bits 64\n");
        Assembler assembler = new Assembler();
        int number = 0;
        for (int op = -1; op < 16; op++) {
            for (int gap : new int[] {0, 1, 126, 127, 128, 129, 70_000}) {
                Label back = new Label();
                Label forward = new Label();
                String mnemonic = op < 0 ? "jmp" : "j" + Cond.of(op);
                branch(assembler, op, forward);
                assembler.nop(gap);
                assembler.bind(forward);
                assembler.bind(back);
                assembler.nop(gap);
                branch(assembler, op, back);
                source.append(mnemonic).append(" F").append(number).append('\n');
                nops(source, gap);
                source.append('F').append(number).append(":\n");
                nops(source, gap);
                source.append(mnemonic).append(" F").append(number++).append('\n');
            }
        }
        assembler.finish();
        assertArrayEquals(Nasm.assemble(source.toString()), assembler.code());
    }

    private static void branch(Assembler assembler, int cond, Label target) {
        if (cond < 0) {
            assembler.jmp(target);
        } else {
            assembler.jcc(Cond.of(cond), target);
        }
    }

    /** The same padding as {@link Assembler#nop}, spelled in the manuals' mnemonics. */
    private static void nops(StringBuilder source, int bytes) {
        String[] byLength = {
            "", "nop", "o16 nop", "nop dword [rax]", "nop dword [byte rax+0]", "nop dword [byte rax+rax+0]",
            "nop word [byte rax+rax+0]", "nop dword [dword rax+0]", "nop dword [dword rax+rax+0]",
            "nop word [dword rax+rax+0]"
        };
        if (bytes >= 9) {
            source.append("times ").append(bytes / 9).append(' ').append(byLength[9]).append('\n');
        }
        source.append(byLength[bytes % 9]).append('\n');
    }

    @Test
    void ndisasmReadsEveryPaddingAsNoOperations() {
        for (int bytes = 1; bytes < 40; bytes++) {
            Assembler assembler = new Assembler();
            assembler.nop(bytes);
            assembler.finish();
            assertEquals(bytes, assembler.code().length);
            for (Nasm.Line line : Nasm.disassemble(assembler.code())) {
                assertTrue(line.text().contains("nop") || line.text().equals("xchg ax,ax"), line.text());
            }
        }
    }

    @Test
    void positionsAreMappedOntoTheShorterCode() {
        Assembler assembler = new Assembler();
        Label end = new Label();
        Label mark = new Label();
        assembler.jmp(end);
        int load = assembler.emit(Op.MOV, Width.D, Gpr.RAX, new Mem(Gpr.RDI, 8));
        assertEquals(load, assembler.lastStart());
        assembler.call("callee");
        assembler.bind(mark);
        int afterCall = assembler.position();
        assembler.align(32);
        assembler.bind(end);
        assembler.emit(Op.RET);
        assembler.finish();
        assertEquals(2, assembler.offsetOf(load));
        assertEquals(2 + 3 + 5, assembler.offsetOf(mark));
        assertEquals(2 + 3 + 5, assembler.offsetOf(afterCall));
        assertEquals(32, assembler.offsetOf(end));
        assertEquals(List.of(new Reloc(6, Reloc.Kind.REL32, "callee", -4)), assembler.relocs());
        assertEquals(33, assembler.code().length);
    }

    @Test
    void misuseIsRefused() {
        Assembler assembler = new Assembler();
        Label label = new Label();
        assembler.jmp(label);
        assertThrows(IllegalStateException.class, assembler::code);
        assertThrows(IllegalStateException.class, assembler::finish, "an unbound label");
        assembler.bind(label);
        assertThrows(IllegalStateException.class, () -> assembler.bind(label));
        assertThrows(IllegalArgumentException.class, () -> assembler.align(12));
        assembler.finish();
        assertThrows(IllegalStateException.class, assembler::finish);
    }
}
