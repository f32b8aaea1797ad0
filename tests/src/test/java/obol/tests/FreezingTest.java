package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.aot.image.Suite;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes of a base image begin with, and what each of them costs. */
class FreezingTest {
    /** What may only fall: bytes that each process begins with, those that one has beside that when it waits, and initialisers that it has run. */
    private static final int TEMPLATE_MOST = 36 << 10, BESIDE_MOST = 60 << 10, INITIALISERS_MOST = 9;
    private static final Path FOLDER = Path.of("target/freezing").toAbsolutePath();
    private static Path classes;
    private static Map<String, Suite> frozen, creation;

    @BeforeAll
    static void compile() throws IOException {
        classes = Files.createDirectories(FOLDER.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(), "-cp",
            Images.nucleusClasses().toString(), "src/programs/suites/Frozen.java", "src/programs/processes/Creation.java"));
        frozen = Images.compileSuite(classes, List.of(new Compilation.Program("frozen", "suites/Frozen")));
        creation = Images.compileSuite(classes, List.of(new Compilation.Program("creation", "processes/Creation"),
            new Compilation.Program("nothing", "processes/Creation$Nothing")));
    }

    private static Outcome onHotSpot() {
        return Programs.run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(),
            "suites.Frozen"), Map.of());
    }

    private static Path frozen(String port) {
        return Images.link(port, List.of(frozen.get(port)), FOLDER.resolve("frozen-" + port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collect,every=50,verify,poison", "preempt"})
    void asIfTheInitialisersHadRun(String stress) {
        Outcome expected = onHotSpot();
        assertEquals(expected, Programs.run(List.of(frozen("linux").toString()), stress.isEmpty() ? Map.of() : Map.of("OBOL_STRESS", stress)));
    }

    @Test
    @Tag("qemu")
    void booted() {
        assertEquals(onHotSpot(), Programs.boot(frozen("pc")));
    }

    /** Figures of {@code processes.Creation}. */
    private static Map<String, Long> figures(String stress) {
        Path image = Images.link("linux", List.of(creation.get("linux")), FOLDER.resolve("creation"));
        Outcome outcome = Programs.run(List.of(image.toString()), stress.isEmpty() ? Map.of() : Map.of("OBOL_STRESS", stress));
        assertEquals(0, outcome.status(), outcome.err());
        Map<String, Long> figures = new TreeMap<>();
        outcome.out().lines().forEach(line -> figures.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1])));
        return figures;
    }

    @Test
    void aProcessIsSmall() {
        Map<String, Long> figures = figures("");
        System.out.println("a process that does nothing: " + figures);
        assertTrue(figures.get("template") <= TEMPLATE_MOST, figures.toString());
        assertTrue(figures.get("beside") <= BESIDE_MOST, figures.toString());
        assertTrue(figures.get("initialisers") <= INITIALISERS_MOST, figures.toString());
    }

    /** Each of hundreds is gone to the byte, also if it is collected from its first instruction on. */
    @Test
    void manyComeAndGo() {
        figures("collect,every=100,verify,poison");
    }
}
