package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import obol.tests.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code obol build} in a project of its own, whose modules are links to this one's. */
class BuildTest {
    private static final String BROKEN = "obol/shell/Broken";

    @TempDir Path root;

    /** @param kept folders of {@code target/} that are there already */
    private void project(String... kept) throws IOException {
        Obol.hosted();
        try (Stream<Path> entries = Files.list(Obol.ROOT)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && !name.equals("target")) Files.createSymbolicLink(root.resolve(name), entry);
            }
        }
        for (String folder : kept) copy(Obol.ROOT.resolve("target").resolve(folder), root.resolve("target").resolve(folder));
    }

    /** What the links lead to stays. */
    @AfterEach
    void unlink() throws IOException {
        try (Stream<Path> entries = Files.walk(root)) {
            for (Path entry : entries.filter(Files::isSymbolicLink).toList()) Files.delete(entry);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy);
            }
        }
    }

    private Outcome build() {
        List<String> command = new ArrayList<>(Obol.command("build"));
        command.set(command.indexOf("-Dobol.root=" + Obol.ROOT), "-Dobol.root=" + root);
        return Outcome.of(command, Map.of("PATH", System.getenv("PATH")), "");
    }

    private void givesTheSame() throws IOException {
        Outcome outcome = build();
        assertEquals(0, outcome.status(), outcome::toString);
        for (String part : List.of("the system", "suite system", "suite shell")) {
            assertTrue(outcome.err().contains("building " + part + "\n"), outcome::toString);
        }
        Obol.hosted();
        for (String image : List.of("obol-hosted", "obol.elf", "open/obol-hosted", "open/obol.elf")) {
            assertArrayEquals(Files.readAllBytes(Obol.ROOT.resolve("target").resolve(image)), Files.readAllBytes(root.resolve("target").resolve(image)), image);
        }
    }

    @Test
    @Tag("slow")
    void twoBuildsOfTheSuitesAreEqual() throws IOException {
        project("base", "nasm");
        givesTheSame();
    }

    @Test
    @Tag("slow")
    void twoBuildsFromNothingAreEqual() throws IOException {
        project();
        givesTheSame();
    }

    @Test
    void aBrokenClassOfTheShellStopsIt() throws IOException {
        project("base", "nasm", "suites");
        Files.delete(root.resolve("shell"));
        Path classes = root.resolve("shell/target/classes");
        copy(Obol.ROOT.resolve("shell/target/classes"), classes);
        Files.createSymbolicLink(root.resolve("shell/src"), Obol.ROOT.resolve("shell/src"));
        Files.write(classes.resolve(BROKEN + ".class"), IllTyped.classNamed(BROKEN));
        Outcome outcome = build();
        assertEquals(125, outcome.status(), outcome::toString);
        assertTrue(outcome.err().matches("(obol: building .*\n)*"
            + "refused obol\\.shell\\.Broken f\\(\\)I @0 line 0: 4\\.10\\.1\\.9\\.ireturn: .*\nobol: the verifier refused .*\n"),
            outcome::toString);
        assertFalse(Files.exists(root.resolve("target/obol-hosted")));
    }
}
