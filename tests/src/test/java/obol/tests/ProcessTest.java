package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Software-isolated processes: one image with a parent and a victim, both trusted, so that they can look into memory. */
class ProcessTest {
    private static final Path FOLDER = Path.of("target/processes").toAbsolutePath();
    private static final String CLEAN = "audit 0, processes 1, exchange 0\n";
    private static final String KILLS = String.join("", List.of("loop", "arraycopy", "allocation", "initializer", "monitor", "sleep",
        "wait", "join", "park", "await", "throwing", "collecting").stream().map(k -> k + ": killed 137, audit 0\n").toList());
    private static final String QUOTAS = "exit 42, exit 0\nexception 134\nexception 134\nexit 0\n";
    private static Path hosted;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.nucleusClasses().toString(), "src/programs/processes/Parent.java", "src/programs/processes/Victim.java");
        assertEquals(0, status);
        hosted = image("linux");
    }

    private static Path image(String target) {
        return Images.compileTrusted(FOLDER.resolve("classes"), List.of(new Compilation.Program("parent", "processes/Parent"),
            new Compilation.Program("victim", "processes/Victim")), target, FOLDER.resolve("processes-" + target));
    }

    private static Outcome run(String stress, String... arguments) {
        List<String> command = new ArrayList<>(List.of(hosted.toString()));
        command.addAll(List.of(arguments));
        Outcome outcome = Programs.run(command, stress.isEmpty() ? Map.of() : Map.of("OBOL_STRESS", stress));
        System.out.print(outcome.err());
        return outcome;
    }

    private static void check(String expected, Outcome outcome) {
        assertEquals(expected + CLEAN, outcome.out(), outcome.err());
        assertEquals(0, outcome.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preempt", "collect,every=20,verify"})
    void reasonsAndStatuses(String stress) {
        check("""
            echo|a b||\u20ac
            exit 0
            return: exit 0
            thread-exit: exit 9
            last-thread: exit 0
            daemon: exit 0
            throw: exception 134
            exit 0, exit 200
            kill-parent: exit 3
            no program nobody
            true
            interrupted
            killed 137
            """, run(stress, "exits"));
    }

    /** Each process has statics and interned strings of its own. */
    @Test
    void nothingMutableIsShared() {
        check("exit 0\nexit 1, exit 1, 41\n", run("", "isolation"));
    }

    /** One that has used up its quota gets OutOfMemoryError; another one allocates on. */
    @Test
    void quota() {
        check(QUOTAS, run("", "quota"));
    }

    /** Processes that find no memory at any moment, their first one too, end alone. */
    @ParameterizedTest
    @ValueSource(strings = {"2M", "3M", "5M"})
    void memoryOfTheMachineUsedUp(String memory) {
        Outcome outcome = Programs.run(List.of(hosted.toString(), "crowd"), Map.of("OBOL_XMX", memory));
        check("exit 5\n", outcome);
    }

    /** Wherever its threads are; the program itself waits no longer than two seconds and prints how long it took. */
    @ParameterizedTest
    @ValueSource(strings = {"", "preempt,poison", "collect,every=20,verify,poison"})
    void killedAnywhere(String stress) {
        check(KILLS, run(stress, "kills"));
    }

    @Test
    void killedInTrustedCode() {
        check("true\nkilled 137, killed 137, audit 0\n", run("", "trusted"));
    }

    @Test
    void parentSeesWhereTheThreadsWere() {
        Outcome outcome = run("", "trace");
        String out = outcome.out();
        assertTrue(out.startsWith("thread 1\n\tat java.base/java.lang.Object.wait("), out);
        assertTrue(out.contains("\tat processes.Victim.main(Victim.java:"), out);
        assertTrue(out.contains("thread 1 java.lang.IllegalStateException\n\tat processes.Victim.run(Victim.java:"), out);
        assertTrue(out.endsWith(CLEAN), out);
    }

    /** What a process has given away is there when its heap is overwritten. */
    @Test
    void blocksOutliveTheirSender() {
        check("exit 0\nfrom a heap that is gone\ntrue\n", run("poison", "poison"));
    }

    /** Handles from before a change of owner are refused, quotas hold, freed memory reads as zero. */
    @Test
    void exchangeMemory() {
        check("""
            8192 8192
            true 0 77
            false true false
            true 0 0
            true 0 false 8192
            true 0
            killed 137 0 true
            0 0 0
            """, run("", "exchange"));
    }

    /** The machine stops when a reference is found that leaves its process. */
    @Test
    void verifierRefusesForeignReference() {
        Outcome outcome = run("verify", "forge");
        assertEquals(134, outcome.status());
        assertTrue(outcome.err().startsWith("obol: heap: reference into no block of the process: "), outcome.err());
    }

    @Test
    void orphansLiveOnAndLeaveNothing() {
        check("killed 137, parent 0, audit 0\ntrue, -1\n", run("", "orphans"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preempt,poison"})
    void stopAndStart(String stress) {
        check("""
            1 true 3
            0
            true
            killed 137
            false
            exit 0
            2
            killed 137, killed 137, audit 0
            false false
            """, run(stress, "stops"));
    }

    @Test
    void processorTimeIsThatOfTheThreads() {
        check("true\nkilled 137, killed 137\n", run("", "time"));
    }

    @Test
    void manyLeaveNothing() {
        check("", run("", "many", "200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preempt,poison", "collect,every=20,verify,poison"})
    void someUnderStress(String stress) {
        check("", run(stress, "many", "20"));
    }

    @Test
    @Tag("qemu")
    void booted() {
        Path image = image("pc");
        check(KILLS, Programs.boot(image, "kills"));
        check(QUOTAS, Programs.boot(image, "quota"));
        check("", Programs.boot(image, "many", "20"));
    }
}
