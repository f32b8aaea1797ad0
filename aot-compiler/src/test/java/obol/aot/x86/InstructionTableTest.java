package obol.aot.x86;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every line of the {@link Op} table, at every width, with all kinds of operands: our bytes are NASM's bytes for
 * our text, ndisasm reads our bytes as our text, and our disassembler gives the text back.
 */
class InstructionTableTest {
    /** Forms that NASM replaces by a 32-bit move where that has the same effect, unless told to keep the size. */
    private static final Map<String, String> STRICT = Map.of(
        "mov bwdq rm,i : C6 /0", "strict dword", "mov q o,i64 : B8+r", "strict qword");
    /** Where NASM chooses another encoding of the same instruction: form, and what decides. */
    private static final Map<String, String> NASM_DIFFERS = Map.of(
        "xchg bwdq r,rm : 86 /r", "with rax it takes the one-byte form 90+r");

    private static List<Sample> samples;
    private static byte[] code;
    /** Start of each sample, and the end of the last. */
    private static int[] offsets;

    @BeforeAll
    static void encodeAll() {
        samples = new ArrayList<>();
        for (Op op : Op.values()) {
            for (Form form : op.forms()) {
                if (!isBranch(form)) {
                    List<Width> widths = form.widths().isEmpty() ? Collections.singletonList(null) : form.widths();
                    for (Width width : widths) {
                        List<Sample> some = Sample.of(form, width);
                        assertTrue(!some.isEmpty(), form + " has no sample at width " + width);
                        samples.addAll(some);
                    }
                }
            }
        }
        Form load = Op.MOV.formFor(Width.Q, Gpr.RAX, new Mem(Gpr.RAX, 0), null);
        samples.addAll(Sample.addressing(load, Width.Q, Gpr.R9, new Mem(Gpr.RAX, 0)));
        Form compare = Op.CMP.formFor(Width.B, new Mem(Gpr.RAX, 0), Imm.of(1), null);
        samples.addAll(Sample.addressing(compare, Width.B, new Mem(Gpr.RAX, 0), Imm.of(1)));
        // What depends on its own offset comes first, before NASM and we could have drifted apart.
        samples.sort((a, b) -> Boolean.compare(b.isRipRelative(), a.isRipRelative()));

        Assembler assembler = new Assembler();
        offsets = new int[samples.size() + 1];
        for (int i = 0; i < samples.size(); i++) {
            offsets[i] = assembler.position();
            samples.get(i).encode(assembler);
        }
        offsets[samples.size()] = assembler.position();
        assembler.finish();
        code = assembler.code();
        for (Reloc reloc : assembler.relocs()) {
            assertEquals(Reloc.Kind.REL32, reloc.kind());
            ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).putInt(reloc.offset(), reloc.addend() - reloc.offset());
        }
    }

    private static boolean isBranch(Form form) {
        for (int i = 0; i < form.slotCount(); i++) {
            if (form.slot(i).kind() == Slot.Kind.REL8 || form.slot(i).kind() == Slot.Kind.REL32) {
                return true;
            }
        }
        return false;
    }

    /** {@link RelaxationTest} covers these, and has to learn of any other. */
    @Test
    void theOnlyBranchesAreTheOnesTestedWithLabels() {
        List<String> branches = new ArrayList<>();
        for (Op op : Op.values()) {
            op.forms().stream().filter(InstructionTableTest::isBranch).forEach(form -> branches.add(form.toString()));
        }
        assertEquals(List.of("jmp - rel8 : EB", "jmp - rel32 : E9", "j - cc,rel8 : 70+c", "j - cc,rel32 : 0F 80+c",
            "call - rel32 : E8"), branches);
    }

    private static byte[] bytes(int i) {
        return Arrays.copyOfRange(code, offsets[i], offsets[i + 1]);
    }

    @Test
    void nasmMakesTheSameBytes() {
        List<String> lines = new ArrayList<>();
        for (Sample sample : samples) {
            String strict = sample.width() == Width.Q ? STRICT.get(sample.form().toString()) : null;
            lines.add(strict == null ? sample.text() : sample.text().replaceFirst(",(?=-?0x[^,]*$)", "," + strict + " "));
        }
        List<byte[]> expected = Nasm.assembleEach(lines);
        List<String> wrong = new ArrayList<>();
        Map<String, List<Integer>> different = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            if (!Arrays.equals(expected.get(i), bytes(i))) {
                String form = samples.get(i).form().toString();
                if (NASM_DIFFERS.containsKey(form)) {
                    different.computeIfAbsent(form, f -> new ArrayList<>()).add(i);
                } else {
                    wrong.add(form + ": " + lines.get(i) + ": NASM " + HexFormat.of().formatHex(expected.get(i)) + ", we "
                        + HexFormat.of().formatHex(bytes(i)));
                }
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(wrong.size(), 40)), wrong.size() + " of " + lines.size());
        assertEquals(NASM_DIFFERS.keySet(), different.keySet(), "forms of which NASM has another encoding");
        different.values().forEach(indexes -> {
            for (int i : indexes) {
                assertEquals(operandSet(Nasm.disassemble(expected.get(i)).get(0).text()), operandSet(samples.get(i).text()));
            }
        });
    }

    /** Mnemonic and operands regardless of their order, which means nothing to xchg. */
    private static List<String> operandSet(String text) {
        return Arrays.stream(text.split("[ ,]")).sorted().toList();
    }

    @Test
    void ndisasmReadsTheSameText() {
        Map<Integer, Nasm.Line> lines = new HashMap<>();
        for (Nasm.Line line : Nasm.disassemble(code)) {
            lines.put(line.offset(), line);
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Nasm.Line line = lines.get(offsets[i]);
            String ours = NdisasmText.canonical(samples.get(i).text(), samples.get(i).width());
            String theirs = line == null ? "no instruction begins here" : NdisasmText.canonical(line.text(), samples.get(i).width());
            if (!ours.equals(theirs) || line.length() != offsets[i + 1] - offsets[i]) {
                wrong.add(samples.get(i).form() + ": ours " + ours + ", ndisasm " + theirs + " "
                    + HexFormat.of().formatHex(bytes(i)));
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(wrong.size(), 40)), wrong.size() + " of " + samples.size());
    }

    @Test
    void ourDisassemblerGivesTheTextBack() {
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Instruction decoded = Disassembler.decode(code, offsets[i]);
            assertNotNull(decoded, sample::text);
            assertEquals(sample.text(), decoded.toString());
            assertEquals(offsets[i + 1], decoded.end(), sample::text);
            assertEquals(sample.width(), decoded.width(), sample::text);
            assertEquals(sample.form().op(), decoded.op(), sample::text);
        }
    }

    @Test
    void decodedInstructionsEncodeToTheSameBytes() {
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Instruction decoded = Disassembler.decode(bytes(i), 0);
            if (!sample.isRipRelative()) {
                Assembler assembler = new Assembler();
                new Sample(decoded.form(), decoded.width(), decoded.operands()).encode(assembler);
                assembler.finish();
                assertArrayEquals(bytes(i), assembler.code(), sample::text);
            }
        }
    }

    @Test
    void truncatedInstructionsAreNone() {
        for (int i = 0; i < samples.size(); i += 5) {
            byte[] bytes = bytes(i);
            for (int length = 0; length < bytes.length; length++) {
                Instruction decoded = Disassembler.decode(Arrays.copyOf(bytes, length), 0);
                assertTrue(decoded == null, () -> "half of an instruction read as " + decoded);
            }
        }
    }
}
