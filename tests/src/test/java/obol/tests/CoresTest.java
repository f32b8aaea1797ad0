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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two cores, by {@code src/programs/cores}: a program of trusted code, which puts a process of its own on core 1. */
class CoresTest {
    private static final Path FOLDER = Path.of("target/cores").toAbsolutePath();
    private static boolean compiled;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(),
            "-cp", Images.nucleusClasses().toString(), "src/programs/cores/OtherCore.java", "src/programs/cores/TwoCores.java"));
        Images.compileTrusted(classes, "obol/nucleus/core/TwoCores", "linux", FOLDER.resolve("cores"));
    }

    private static synchronized Path pc() {
        Path image = FOLDER.resolve("cores.elf");
        if (!compiled) Images.compileTrusted(FOLDER.resolve("classes"), "obol/nucleus/core/TwoCores", "pc", image);
        compiled = true;
        return image;
    }

    private static Outcome booted(String cores, String what) {
        List<String> command = new ArrayList<>(Images.bootCommand(pc(), List.of(what)));
        command.addAll(List.of("-smp", cores));
        return Outcome.of(command, Map.of(), "").booted();
    }

    private static Outcome hosted(String cores, String stress, String what) {
        Map<String, String> environment = new TreeMap<>(Map.of("OBOL_CPUS", cores, "OBOL_XMX", "64M"));
        if (!stress.isEmpty()) environment.put("OBOL_STRESS", stress);
        return Outcome.of(List.of(FOLDER.resolve("cores").toString(), what), environment, "");
    }

    private static Outcome lines(String... lines) {
        return new Outcome(String.join("\n", lines) + "\n", "", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "8"})
    void start(String cores) {
        assertEquals(lines(cores + " cores"), hosted(cores, "", "count"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "9", "10", "x", "2x", "-1"})
    void noSuchNumber(String cores) {
        assertEquals(new Outcome("", "obol: how many cores: a number from 1 to 8 is wanted\n", 125), hosted(cores, "", "count"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "8"})
    void memoryIsDivided(String cores) {
        String last = Integer.toString(Integer.parseInt(cores) - 1);
        assertEquals(lines("core 0 has its own", "core " + last + " has its own; audit none", "audit none"), hosted(cores, "", "parts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collect,verify,poison,every=50", "preempt,collect,every=200"})
    void bothWork(String stress) {
        String result = "97 keys, sum 1979400 on core ";
        assertEquals(lines(result + 0, result + 1 + "; audit none", "audit none"), hosted("2", stress, "work"));
    }

    /** No tick makes good what is lost. */
    @ParameterizedTest
    @CsvSource({"sleep, 100000, ''", "mixed, 100000, ''", "mixed, 100000, 'preempt,collect,every=1000'", "spin, 10000, ''"})
    void noWakeUpIsLost(String how, int rounds, String stress) {
        assertEquals(lines(rounds + " rounds"), hosted("2", stress, how));
    }

    /** Records of all lengths for a core that does not look for a while: those for which its ring has no room wait, and none is lost. */
    @Test
    void ringsThatAreFull() {
        assertEquals(lines("true", "2000 records", "0"), hosted("2", "", "full"));
        assertEquals(lines("true", "2000 records", "0"), hosted("3", "", "full"));
    }

    @Test
    void interrupts() {
        assertEquals(lines("200 interrupts"), hosted("2", "", "interrupt"));
        assertEquals(lines("ticks on both"), hosted("2", "", "tick"));
    }

    @Test
    void ends() {
        assertEquals(new Outcome("", "", 7), hosted("2", "", "exit"));
        trapped(hosted("2", "", "trap"), 134);
    }

    private static void trapped(Outcome trap, int status) {
        assertTrue(trap.err().startsWith("obol: trap ") && trap.err().contains("obol: panic on core 1: trap at "), trap.toString());
        assertEquals(status, trap.status());
    }

    /** One core says why, even if both would. */
    @ParameterizedTest
    @ValueSource(strings = {"panic", "panics"})
    void panic(String who) {
        panicked(hosted("2", "", who), 134);
    }

    private static void panicked(Outcome outcome, int status) {
        assertEquals(status, outcome.status());
        Matcher said = Pattern.compile("obol: panic on core [01]: of (core 1|both)\n(\tat \\S+\n)+").matcher(outcome.err());
        assertTrue(said.matches(), outcome.toString());
        assertTrue(outcome.err().contains("TwoCores."), outcome.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "8", "11"})
    @Tag("qemu")
    void startBooted(String cores) {
        assertEquals(lines(Math.min(8, Integer.parseInt(cores)) + " cores"), booted(cores, "count"));
    }

    @Test
    @Tag("qemu")
    void workBooted() {
        assertEquals(lines("core 0 has its own", "core 2 has its own; audit none", "audit none"), booted("3", "parts"));
        String result = "97 keys, sum 1979400 on core ";
        assertEquals(lines(result + 0, result + 1 + "; audit none", "audit none"), booted("2", "work"));
    }

    @ParameterizedTest
    @CsvSource({"sleep, 100000 rounds", "mixed, 100000 rounds", "spin, 10000 rounds", "interrupt, 200 interrupts", "tick, ticks on both"})
    @Tag("qemu")
    void wakeUpsBooted(String how, String result) {
        assertEquals(lines(result), booted("2", how));
    }

    @Test
    @Tag("qemu")
    void endsBooted() {
        assertEquals(new Outcome("", "", 7), booted("2", "exit"));
        trapped(booted("2", "trap"), 134 & 0x7F);
        panicked(booted("2", "panic"), 134 & 0x7F);
        panicked(booted("2", "panics"), 134 & 0x7F);
    }
}
