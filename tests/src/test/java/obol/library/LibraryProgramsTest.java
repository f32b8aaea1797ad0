package obol.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One executable of all programs in {@code src/programs/library}; each prints and ends as on HotSpot. */
class LibraryProgramsTest {
    private static final String INPUT = "eins\nzwölf";
    private static final long PATIENCE_SECONDS = 120;

    @TempDir static Path folder;

    private record Outcome(int status, String output, String error) {}

    @BeforeAll
    static void compile() throws Exception {
        Path root = root();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-encoding", "UTF-8", "--release", "17", "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(root.resolve("tests/src/programs/library"))) {
            sources.map(Path::toString).sorted().forEach(javac::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Outcome outcome = run(List.of(java(), "-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dobol.root=" + root, "-cp", classPath,
                "obol.host.Main", "compile", classes.toString(), "--main", "library.Main", "-o", executable()));
        assertEquals(0, outcome.status, outcome.error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Streams", "Collections", "Text", "Numbers", "Language", "Exceptions", "Buffers", "Time", "Formats",
        "Digests", "Threads", "Files", "Checksums", "Compressed", "Standard"})
    void asOnHotSpot(String program) throws Exception {
        Outcome expected = run(List.of(java(), "-Xshare:auto", "-cp", folder.resolve("classes").toString(), "library.Main", program));
        assertEquals(expected, run(List.of(executable(), program)));
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", "");
        Path error = Files.createTempFile(folder, "err", "");
        Path input = Files.writeString(folder.resolve("in"), INPUT);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile()).redirectInput(input.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("OBOL_TEST", "ä");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertTrue(ended, () -> command + " does not end");
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), Files.readString(error, StandardCharsets.UTF_8));
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
