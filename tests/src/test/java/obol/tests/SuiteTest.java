package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.aot.image.Suite;
import obol.host.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites on one base image: compiled apart from it and from each other, and linked with it. */
class SuiteTest {
    private static final Path FOLDER = Path.of("target/suites").toAbsolutePath();
    private static final String CLEAN = "audit 0, processes 1, exchange 0\n";
    private static Map<String, Suite> extending, parent, victim;
    private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        classes = Files.createDirectories(FOLDER.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.nucleusClasses().toString(), "src/programs/suites/Extending.java", "src/programs/processes/Parent.java",
            "src/programs/processes/Victim.java"));
        extending = suite("extending", "suites/Extending");
        parent = suite("parent", "processes/Parent");
        victim = suite("victim", "processes/Victim");
    }

    private static Map<String, Suite> suite(String name, String mainClass) {
        return Images.compileSuite(classes, List.of(new Compilation.Program(name, mainClass)));
    }

    /** Links suites, of which the first is that of the first process. */
    @SafeVarargs
    private static Path image(String port, String name, Map<String, Suite>... suites) {
        return Images.link(port, Arrays.stream(suites).map(s -> s.get(port)).toList(), FOLDER.resolve(name + "-" + port));
    }

    private static Outcome run(Path image, String stress, String... arguments) {
        List<String> command = new ArrayList<>(List.of(image.toString()));
        command.addAll(List.of(arguments));
        return Programs.run(command, stress.isEmpty() ? Map.of() : Map.of("OBOL_STRESS", stress));
    }

    private static Outcome onHotSpot() {
        return Programs.run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(),
            "suites.Extending"), Map.of());
    }

    /** The same behind others, too: so it was moved. */
    @ParameterizedTest
    @ValueSource(strings = {"", "collect,every=20,verify,poison", "preempt"})
    void extendsTheLibraryAsOnHotSpot(String stress) {
        Outcome expected = onHotSpot();
        assertEquals(expected, run(image("linux", "extending", extending), stress));
        assertEquals(expected, run(image("linux", "moved", extending, victim, parent), stress));
    }

    @Test
    @Tag("qemu")
    void extendsTheLibraryBooted() {
        assertEquals(onHotSpot(), Programs.boot(image("pc", "extending", extending)));
    }

    /** Parent and child are of two suites, which number their classes alike. */
    @ParameterizedTest
    @ValueSource(strings = {"isolation", "quota", "trusted", "kills"})
    void processesOfTwoSuites(String what) {
        Outcome expected = run(Images.compileTrusted(classes, List.of(new Compilation.Program("parent", "processes/Parent"),
            new Compilation.Program("victim", "processes/Victim")), "linux", FOLDER.resolve("closed")), "", what);
        Outcome outcome = run(image("linux", "processes", parent, victim), "collect,every=50,verify", what);
        assertEquals(expected.out(), outcome.out(), outcome.err());
        assertEquals(CLEAN, outcome.out().substring(outcome.out().length() - CLEAN.length()));
    }

    static List<String> programs() {
        return Programs.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    @Tag("slow")
    void programsAsOnHotSpot(String program) {
        Path image = FOLDER.resolve("programs-linux");
        if (!Files.exists(image)) Images.link("linux", List.of(Images.compileSuite(Programs.classes(),
            List.of(new Compilation.Program("dispatch", "Dispatch"))).get("linux")), image);
        assertEquals(Programs.onHotSpot(program), run(image, "", program));
    }

    /** The base image's bytes are the same whatever is linked with it. */
    @Test
    void baseIsNotChanged() throws IOException {
        ByteBuffer alone = ByteBuffer.wrap(Files.readAllBytes(image("linux", "alone"))).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer linked = ByteBuffer.wrap(Files.readAllBytes(image("linux", "linked", extending, victim))).order(ByteOrder.LITTLE_ENDIAN);
        for (int segment = 0; segment < 3; segment++) assertArrayEquals(segment(alone, segment), segment(linked, segment));
    }

    /** The bytes of a segment, by its ELF program header. */
    private static byte[] segment(ByteBuffer elf, int number) {
        int header = (int) elf.getLong(32) + 56 * number;
        byte[] bytes = new byte[(int) elf.getLong(header + 32)];
        elf.get((int) elf.getLong(header + 8), bytes);
        return bytes;
    }

    @Test
    void twoCompilationsGiveTheSameBytes() {
        for (String port : extending.keySet()) {
            assertArrayEquals(extending.get(port).bytes(), suite("extending", "suites/Extending").get(port).bytes());
        }
    }

    /** A class of the base image's own packages that it knows nothing of cannot come later. */
    @Test
    void refusesChangedClassesOfTheBase() throws IOException {
        Path changed = Files.createDirectories(FOLDER.resolve("changed/obol/nucleus"));
        Path file = Images.nucleusClasses().resolve("obol/nucleus/Utf8.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(changed.resolve("Utf8.class"), bytes);
        assertThrows(IllegalArgumentException.class, () -> Images.compileSuite(FOLDER.resolve("changed"), List.of()));
    }
}
