package obol.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
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
import obol.host.image.Images;
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
    @ValueSource(strings = {"", "collect,every=200,verify,poison", "preempt"})
    void extendsTheLibraryAsOnHotSpot(String stress) {
        Outcome expected = onHotSpot();
        assertEquals(expected, run(image("linux", "extending", extending), stress));
        assertEquals(expected, run(image("linux", "moved", extending, victim, parent), stress));
    }

    /** Given to an image that has no suites, or others: as a file on Linux, as a boot module in QEMU. */
    @Test
    void loadedAtTheStart() throws IOException {
        Path both = file("linux", "both", victim, extending);
        assertEquals(onHotSpot(), loaded(image("linux", "alone"), file("linux", "one", extending)));
        assertEquals("exit 0\nexit 1, exit 1, 41\n" + CLEAN, loaded(image("linux", "parent", parent), both, "isolation").out());
        assertEquals(new Outcome("", "obol: cannot read the suites\n", 125), loaded(image("linux", "alone"), FOLDER.resolve("absent")));
        byte[] suite = Files.readAllBytes(both);
        Path damaged = FOLDER.resolve("damaged");
        Files.write(damaged, Arrays.copyOf(suite, suite.length - 8));
        assertEquals(new Outcome("", "obol: a suite is cut off\n", 125), loaded(image("linux", "alone"), damaged));
        suite[8] ^= 1;
        Files.write(damaged, suite);
        assertEquals(new Outcome("", "obol: a suite of another image\n", 125), loaded(image("linux", "alone"), damaged));
    }

    private static Outcome loaded(Path image, Path suites, String... arguments) {
        List<String> command = new ArrayList<>(List.of(image.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--with", suites.toString()));
        return Programs.run(command, Map.of());
    }

    @SafeVarargs
    private static Path file(String port, String name, Map<String, Suite>... suites) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map<String, Suite> suite : suites) bytes.write(suite.get(port).bytes());
        return Files.write(FOLDER.resolve(name + "-" + port + ".suites"), bytes.toByteArray());
    }

    @Test
    @Tag("qemu")
    void booted() throws IOException {
        assertEquals(onHotSpot(), Programs.boot(image("pc", "extending", extending)));
        List<String> command = new ArrayList<>(Images.bootCommand(image("pc", "parent", parent), List.of("isolation")));
        command.addAll(List.of("-initrd", file("pc", "one", victim).toString()));
        assertEquals("exit 0\nexit 1, exit 1, 41\n" + CLEAN, Programs.run(command, Map.of()).booted().out());
    }

    /** Parent and child are of two suites, which number their classes alike. */
    @ParameterizedTest
    @ValueSource(strings = {"", "collect,every=100,verify"})
    void processesOfTwoSuites(String stress) {
        Outcome outcome = run(image("linux", "processes", parent, victim), stress, "isolation");
        assertEquals("exit 0\nexit 1, exit 1, 41\n" + CLEAN, outcome.out(), outcome.err());
        outcome = run(image("linux", "processes", parent, victim), stress, "trusted");
        assertEquals("true\nkilled 137, killed 137, audit 0\n" + CLEAN, outcome.out(), outcome.err());
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
