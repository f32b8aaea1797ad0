package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test programs, killed at every k-th poll of all: the audit after each death finds everything in its place. */
class MassacreTest {
    private static final Path FOLDER = Path.of("target/massacre").toAbsolutePath();
    /** Those that end within a second or so under the stress, and need no other files. */
    private static final List<String> PROGRAMS = List.of("Arithmetic", "ArrayCopies", "Collector", "Dispatching", "Exceptions", "Initialization",
        "Locks", "StackTraces");
    private static Path image;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = FOLDER.resolve("classes");
        Files.createDirectories(classes);
        List<String> command = List.of("-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.nucleusClasses() + ":" + Programs.classes(), "src/programs/processes/Massacre.java");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0])));
        Path own = Programs.classes();
        try (var files = Files.walk(own)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = classes.resolve(own.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        image = Images.compileTrusted(classes, List.of(new Compilation.Program("massacre", "processes/Massacre"),
            new Compilation.Program("program", "Dispatch")), "linux", FOLDER.resolve("massacre"));
    }

    @ParameterizedTest
    @CsvSource({"kill, 997, 30", "kill, 40009, 10", "'kill,preempt,poison', 9973, 10", "'kill,collect,verify', 211, 6"})
    void nothingIsMissing(String stress, int every, int rounds) {
        nothingIsMissing(Map.of("OBOL_XMX", "96M"), stress, every, rounds);
    }

    @ParameterizedTest
    @CsvSource({"kill, 997, 30", "kill, 9973, 10", "'kill,preempt,poison', 9973, 10"})
    void nothingIsMissingOnTwoCores(String stress, int every, int rounds) {
        nothingIsMissing(Map.of("OBOL_CPUS", "2", "OBOL_XMX", "192M"), stress, every, rounds);
    }

    private static void nothingIsMissing(Map<String, String> options, String stress, int every, int rounds) {
        List<String> command = new ArrayList<>(List.of(image.toString(), Integer.toString(rounds)));
        command.addAll(PROGRAMS);
        Map<String, String> environment = new TreeMap<>(options);
        environment.put("OBOL_STRESS", stress + ",every=" + every);
        Outcome outcome = Programs.run(command, environment);
        outcome.err().lines().filter(line -> line.startsWith("killed ")).forEach(System.out::println);
        assertTrue(outcome.out().endsWith("\nall gone: true, processes 1, threads 1\n"), outcome::toString);
        assertEquals(0, outcome.status());
    }
}
