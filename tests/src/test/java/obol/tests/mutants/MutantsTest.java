package obol.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.aot.Compilation;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.host.image.NucleusAssembly;
import obol.host.image.ProgramInput;
import obol.tests.Outcome;
import obol.verifier.Policy;
import obol.verifier.Verdict;
import obol.verifier.Verifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every mutant that the verifier accepts is compiled with a test of the verified types wherever a reference is loaded, and run on Obol: no
 * object is of another class than was verified, nothing traps, and it does what it does on HotSpot, which refuses none. {@code
 * -Dobol.mutants=N} sets how many are made, {@code -Dobol.seed=S} the seed.
 */
@Tag("slow")
class MutantsTest {
    private static final int MUTANTS = Integer.getInteger("obol.mutants", 8_000);
    private static final long SEED = Long.getLong("obol.seed", 1);
    private static final double MOST_MILLISECONDS = 1_000;
    private static final Map<String, String> MEMORY = Map.of("OBOL_XMX", "256M");

    /** Outcomes that are not compared, or may differ. */
    private enum Excuse {
        ENDLESS("does not end on HotSpot"),
        NOT_DETERMINATE("differs on HotSpot from run to run"),
        LIMITS("needs more memory or stack than there is: each has its own bounds"),
        CALL_SITE("a call site that only one of the two takes: Obol takes what compilers write, HotSpot what its factories take"),
        NOT_LINKED("uses what is not there: HotSpot links a call site when it is reached, Obol its target when that is called");

        private final String reason;

        Excuse(String reason) {
            this.reason = reason;
        }
    }

    @TempDir
    Path folder;

    @Test
    void whatIsAcceptedRunsAsOnHotSpot() throws Exception {
        Mutants mutants = new Mutants(folder.resolve("classes"));
        mutants.make(MUTANTS, SEED);
        int count = mutants.accepted().size();
        assertTrue(count > MUTANTS / 10, count + " accepted");
        assertTrue(mutants.longestMilliseconds() < MOST_MILLISECONDS, mutants.longestMilliseconds() + " ms for one class");
        List<List<String>> onHotSpot = onHotSpot(mutants);
        Path image = compile(mutants);
        List<String> endless = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (onHotSpot.get(0).get(i).equals(i + " " + HotSpotRuns.ENDLESS) || onHotSpot.get(1).get(i).equals(i + " " + HotSpotRuns.ENDLESS)) {
                endless.add(String.valueOf(i));
            }
        }
        List<String> lines = run(image, "all", Stream.concat(Stream.of(String.valueOf(count)), endless.stream()).toList()).lines().toList();
        assertEquals(count, lines.size());
        Map<Excuse, Integer> excused = new TreeMap<>();
        List<String> different = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String wanted = onHotSpot.get(0).get(i);
            if (lines.get(i).equals(wanted)) {
                continue;
            }
            Excuse excuse = endless.contains(String.valueOf(i)) ? Excuse.ENDLESS : !wanted.equals(onHotSpot.get(1).get(i)) ? Excuse.NOT_DETERMINATE
                    : excuse(lines.get(i), wanted, mutants.links(i));
            if (excuse == null) {
                different.add(mutants.accepted().get(i) + ": " + lines.get(i) + "; HotSpot: " + wanted);
            } else {
                excused.merge(excuse, 1, Integer::sum);
            }
        }
        int excuses = excused.values().stream().mapToInt(n -> n).sum();
        System.out.printf("mutants: %d made, %d accepted, %.1f ms at most for one; %d compiled and run, %d as on HotSpot%n", MUTANTS, count,
                mutants.longestMilliseconds(), count, count - excuses - different.size());
        excused.forEach((excuse, n) -> System.out.println("mutants: " + n + ": " + excuse.reason));
        assertEquals("", String.join("\n", different));
        assertTrue(excuses < count / 8, excused.toString());
        run(image, "endless", endless);
        for (String way : ConfusedClass.WAYS) {
            theTestsOfTypesSeeAConfusedClass(image, way);
        }
    }

    private static Excuse excuse(String line, String wanted, boolean links) {
        if (isOfLimits(line) || isOfLimits(wanted)) {
            return Excuse.LIMITS;
        }
        if (line.endsWith(" threw java.lang.UnsupportedOperationException")
                || line.contains(" threw ") && wanted.endsWith(" threw java.lang.BootstrapMethodError")) {
            return Excuse.CALL_SITE;
        }
        return links || !wanted.contains(" threw java.lang.") || !wanted.endsWith("Error") ? null : Excuse.NOT_LINKED;
    }

    private static boolean isOfLimits(String line) {
        return line.endsWith(" threw java.lang.OutOfMemoryError") || line.endsWith(" threw java.lang.StackOverflowError");
    }

    /** Two runs that differ in what is not determined. */
    private List<List<String>> onHotSpot(Mutants mutants) throws IOException, InterruptedException {
        int count = mutants.accepted().size();
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Process one = HotSpotRuns.start(mutants.folder(), count, 5, first);
        Process other = HotSpotRuns.start(mutants.folder(), count, 2, second);
        List<List<String>> runs = List.of(HotSpotRuns.lines(one, first), HotSpotRuns.lines(other, second));
        for (List<String> lines : runs) {
            assertEquals(count, lines.size(), "HotSpot ended early");
            for (String line : lines) {
                assertTrue(!line.endsWith(" threw java.lang.VerifyError") && !line.endsWith(" threw java.lang.ClassFormatError"), line);
            }
        }
        return runs;
    }

    private Path compile(Mutants mutants) throws IOException {
        ProgramInput program = ProgramInput.open(List.of(mutants.folder().toString()), "", "mutants.Main");
        SourceChain classes = new SourceChain(new MemorySource(Map.of(ConfusedClass.NAME, ConfusedClass.bytes())), program.source());
        Compilation compilation = new Compilation(classes, NucleusAssembly.of("linux"), false).testingTypes();
        byte[] image = compilation.compile(program.mainClass());
        requireTypes(compilation.made(), classes);
        Path file = Files.write(folder.resolve("mutants"), image);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    /** What the compiler makes for the call sites of java.base, the seeds and the mutants passes the type rules. */
    private static void requireTypes(Map<String, byte[]> made, ClassSource source) {
        Map<String, ClassFile> read = new HashMap<>();
        Verifier verifier = new Verifier(name -> read.computeIfAbsent(name, key -> {
            byte[] bytes = made.containsKey(key) ? made.get(key) : source.find(key);
            try {
                return bytes == null ? null : ClassFile.read(bytes, key);
            } catch (ClassFormatException e) {
                throw new IllegalStateException(e);
            }
        }), Policy.trusted());
        List<String> refused = new ArrayList<>();
        made.forEach((name, bytes) -> {
            Verdict verdict = verifier.verify(bytes, name);
            if (!verdict.isAccepted()) {
                refused.add(verdict.toString());
            }
        });
        System.out.println("mutants: " + made.size() + " classes made for call sites are verified");
        assertEquals("", String.join("\n", refused));
        assertTrue(made.size() > 20, made.keySet().toString());
    }

    private static String run(Path image, String mode, List<String> numbers) {
        List<String> command = new ArrayList<>(List.of(image.toString(), mode));
        command.addAll(numbers);
        Outcome outcome = Outcome.of(command, MEMORY, "");
        assertEquals("0 ", outcome.status() + " " + outcome.err(), () -> outcome.out().lines().reduce("", (a, b) -> b));
        return outcome.out();
    }

    private static void theTestsOfTypesSeeAConfusedClass(Path image, String way) {
        Outcome outcome = Outcome.of(List.of(image.toString(), "confused", way), MEMORY, "");
        assertEquals(134, outcome.status(), outcome.toString());
        assertTrue(outcome.err().startsWith("java.lang.String stands where the verifier has java.lang.Integer\n"
                + "obol: panic: types are confused at bytecode "), outcome.err());
        assertTrue(outcome.err().contains("mutants.Confused."), outcome.err());
    }
}
