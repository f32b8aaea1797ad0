package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What takes all that it can get harms itself alone: another process goes on beside it in time, and afterwards nothing is missing. Hosted,
 * being late is counted in processor time; booted, in time that the machine counts by its instructions.
 */
class WallsTest {
    private static final Path FOLDER = Path.of("target/walls").toAbsolutePath();
    private static final String CLEAN = "audit 0, processes 1\n";
    private static Path hosted, booted;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = FOLDER.resolve("classes");
        Files.createDirectories(classes);
        List<String> command = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString(), "-cp", Images.nucleusClasses().toString()));
        for (String name : new String[] {"Walls", "Bomb", "Bystander", "Lateness"}) command.add("src/programs/processes/" + name + ".java");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0])));
        hosted = image("linux");
    }

    private static Path image(String target) {
        return Images.compileTrusted(FOLDER.resolve("classes"), List.of(new Compilation.Program("walls", "processes/Walls"),
            new Compilation.Program("bomb", "processes/Bomb"), new Compilation.Program("bystander", "processes/Bystander")),
            target, FOLDER.resolve("walls-" + target));
    }

    private static Outcome run(String... arguments) {
        return runUnder("", arguments);
    }

    private static Outcome runUnder(String stress, String... arguments) {
        return run(Map.of("OBOL_STRESS", stress), arguments);
    }

    private static Outcome run(Map<String, String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(hosted.toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new TreeMap<>(options);
        // The pools are divided into a power of two of equal parts: each core has as much as one alone.
        environment.put("OBOL_XMX", 96 * Integer.highestOneBit(2 * Integer.parseInt(options.getOrDefault("OBOL_CPUS", "1")) - 1) + "M");
        Outcome outcome = Programs.run(command, environment);
        System.out.print(outcome.err().lines().filter(line -> line.contains(": ") && !line.startsWith("Exception")).map(line -> line + "\n")
            .reduce("", String::concat));
        return outcome;
    }

    private static void check(String expected, Outcome outcome) {
        assertEquals(expected + CLEAN, outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    static List<String> bombs() {
        return List.of("fork", "heap", "list", "direct", "exchange", "threads", "threads-spinning", "handles", "recursion", "stacks", "roots", "locks",
            "spin-1", "spin-50", "initializer", "cleaners");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void othersGoOnBeside(String bomb) {
        check(bomb + ": true true true true true, audit 0 0\n", run("bombs", bomb));
    }

    /** With three cores the second may make a process on the third by what it knew before the first has set limits. */
    @ParameterizedTest
    @CsvSource({"2, fork, ''", "2, exchange, ''", "2, handles, ''", "2, cleaners, ''", "3, fork, preempt"})
    void othersGoOnBesideOnCores(String cores, String bomb, String stress) {
        check(bomb + ": true true true true true, audit 0 0\n", run(Map.of("OBOL_CPUS", cores, "OBOL_STRESS", stress), "bombs", bomb));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "poison", "verify", "preempt,poison"})
    void othersRunInTheMiddleOfCollections(String stress) {
        check("true\n" + "false, audit 0\n".repeat(3), runUnder(stress, "collections"));
    }

    @Test
    void shares() {
        check("true\ntrue true false false\ntrue\n", run("shares"));
    }

    @Test
    void limits() {
        check("10 1\ntrue 7\ntrue 1 of 3\nfalse false false -1\n0\n1\n", run("limits"));
    }

    @ParameterizedTest
    @Tag("qemu")
    @MethodSource("bombs")
    void othersGoOnBesideBooted(String bomb) {
        if (booted == null) booted = image("pc");
        List<String> command = new ArrayList<>(Images.bootCommand(booted, List.of("bombs", bomb)));
        // An instruction takes four nanoseconds, and nobody else's.
        command.addAll(List.of("-icount", "shift=2,sleep=off"));
        Outcome outcome = Programs.run(command, Map.of()).booted();
        System.out.print(outcome.err());
        check(bomb + ": true true true true true, audit 0 0\n", outcome);
    }
}
