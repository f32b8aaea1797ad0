package obol.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.Main;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One executable of all programs in {@code src/programs/library}; each prints and ends as on HotSpot. */
class LibraryProgramsTest {
    private static final String INPUT = "eins\nzwölf";
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "OBOL_TEST", "ä", "PATH", "/usr/bin:/bin", "HOME", "/");

    @TempDir static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path root = root();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-encoding", "UTF-8", "--release", "17", "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(root.resolve("tests/src/programs/library"))) {
            sources.map(Path::toString).sorted().forEach(javac::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        assertEquals(0, Main.run("compile", classes.toString(), "--main", "library.Main", "--checks", "-o", executable()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Streams", "Collections", "Text", "Numbers", "Language", "Exceptions", "Buffers", "Time", "Formats",
        "Digests", "Threads", "Files", "Checksums", "Compressed", "Standard"})
    void asOnHotSpot(String program) throws Exception {
        Outcome expected = run(List.of(java(), "-Xshare:auto", "-cp", folder.resolve("classes").toString(), "library.Main", program));
        assertEquals(expected, run(List.of(executable(), program)));
    }

    private static Outcome run(List<String> command) {
        return Outcome.of(command, ENVIRONMENT, INPUT);
    }

    private static String executable() {
        return folder.resolve("programs").toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("obol"))) {
            at = at.getParent();
        }
        return at;
    }
}
