package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import org.junit.jupiter.api.Test;

/** Files in an image, and its build id. */
class ImageFilesTest {
    private static final Path FOLDER = Path.of("target/imagefiles").toAbsolutePath();

    private static Outcome run(String name, Map<String, byte[]> files) throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(), "-cp",
            Images.nucleusClasses().toString(), "src/programs/trusted/PrintFiles.java"));
        Path image = FOLDER.resolve(name);
        Images.compileTrusted(classes, List.of(new Compilation.Program("print", "trusted/PrintFiles")), files, "linux", image);
        return Programs.run(List.of(image.toString()), Map.of());
    }

    @Test
    void foundByNameAndRead() throws IOException {
        Map<String, byte[]> files = Map.of("lib/b", "12345".getBytes(StandardCharsets.UTF_8), "lib/a", "\u20ac".getBytes(StandardCharsets.UTF_8),
            "empty", new byte[0]);
        Outcome first = run("first", files);
        Outcome again = run("again", files);
        assertTrue(first.out().matches("empty: \nlib/a: \u20ac\nlib/b: 12345\n-1 2 3 0.345\n[0-9a-f]{32}\n"), first + first.err());
        assertEquals(first.out(), again.out());
        Outcome other = run("other", Map.of("lib/b", "123456".getBytes(StandardCharsets.UTF_8)));
        assertTrue(other.out().matches("lib/b: 123456\n-1 0 4 0.345\n[0-9a-f]{32}\n"), other + other.err());
        assertTrue(!buildId(first).equals(buildId(other)));
    }

    private static String buildId(Outcome outcome) {
        return outcome.out().substring(outcome.out().length() - 33);
    }
}
