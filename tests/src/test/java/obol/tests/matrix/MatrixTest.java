package obol.tests.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;
import obol.host.Main;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table and random programs print on Obol what they print on HotSpot's interpreter. */
class MatrixTest {
    /** Of the default run; the system property {@code obol.matrix.seeds} says how many more the slow test takes. */
    private static final long SEEDS = 30;
    /** Further ones, which found a null check left to an access that was not the first, and one left to an access behind fmod. */
    private static final long[] REGRESSIONS = {80, 129};
    /** Random programs in one image of the slow test. */
    private static final long SEEDS_IN_IMAGE = 300;
    /** Not in class files of version 51 and later (JVMS 4.9.1). */
    private static final Set<Opcode> ABSENT = EnumSet.of(Opcode.JSR, Opcode.JSR_W, Opcode.RET);

    @TempDir static Path folder;
    private static MatrixProgram program;
    private static List<String> expected;

    @BeforeAll
    static void make() throws Exception {
        program = new MatrixProgram(Row.all(), LongStream.concat(LongStream.range(0, SEEDS), LongStream.of(REGRESSIONS)).toArray());
        expected = compile(program, "matrix");
    }

    /** Makes the image of that name, and gives HotSpot's output. */
    private static List<String> compile(MatrixProgram made, String image) throws Exception {
        Path classes = folder.resolve(image + "-classes");
        made.write(classes);
        assertEquals(0, Main.run("compile", classes.toString(), "--main", MatrixProgram.MAIN.replace('/', '.'), "--checks",
            "-o", folder.resolve(image).toString()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return output(Map.of(), java, "-Xint", "-cp", classes.toString(), MatrixProgram.MAIN.replace('/', '.'));
    }

    @Test
    void everyInstructionOccurs() throws ClassFormatException {
        Set<Opcode> missing = EnumSet.complementOf(EnumSet.copyOf(ABSENT));
        for (Map.Entry<String, byte[]> c : program.classes.entrySet()) {
            if (!c.getKey().startsWith("matrix/")) continue;
            for (MethodInfo method : ClassFile.read(c.getValue(), c.getKey()).methods()) {
                if (method.code() == null) continue;
                for (Bytecodes it = method.code().instructions(); it.next(); ) {
                    missing.remove(it.opcode());
                    if (it.isWide()) missing.remove(Opcode.WIDE);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void asOnHotSpot() throws Exception {
        compare(program, expected, output(Map.of(), folder.resolve("matrix").toString()));
    }

    /** With a collection at one poll or allocation in 97. */
    @Test
    void collecting() throws Exception {
        compare(program, expected, output(Map.of("OBOL_STRESS", "collect,every=97"), folder.resolve("matrix").toString()));
    }

    @Test
    @Tag("slow")
    void moreRandomPrograms() throws Exception {
        long end = SEEDS + Long.getLong("obol.matrix.seeds", SEEDS_IN_IMAGE);
        for (long first = SEEDS; first < end; first += SEEDS_IN_IMAGE) {
            MatrixProgram random = new MatrixProgram(List.of(), LongStream.range(first, Math.min(end, first + SEEDS_IN_IMAGE)).toArray());
            List<String> wanted = compile(random, "random");
            compare(random, wanted, output(Map.of(), folder.resolve("random").toString()));
            compare(random, wanted, output(Map.of("OBOL_STRESS", "collect,every=97"), folder.resolve("random").toString()));
        }
    }

    @Test
    void aDifferentLineIsNamed() {
        List<String> changed = new ArrayList<>(expected);
        changed.set(7, "0");
        try {
            compare(program, expected, changed);
        } catch (AssertionError e) {
            assertEquals("1 of " + expected.size() + " differ: [" + program.lines.get(7) + "]", e.getMessage());
            return;
        }
        fail("not seen");
    }

    private static void compare(MatrixProgram made, List<String> wanted, List<String> actual) {
        assertEquals(made.lines.size(), wanted.size(), "lines on HotSpot");
        assertEquals(made.lines.size(), actual.size(), "lines");
        List<String> different = IntStream.range(0, actual.size()).filter(i -> !actual.get(i).equals(wanted.get(i))).mapToObj(made.lines::get).toList();
        if (!different.isEmpty()) fail(different.size() + " of " + actual.size() + " differ: " + different.subList(0, Math.min(20, different.size())));
    }

    private static List<String> output(Map<String, String> environment, String... command) {
        Outcome outcome = Outcome.of(List.of(command), environment, "");
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out().lines().toList();
    }
}
