package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.host.image.TrustedClasses;
import org.junit.jupiter.api.Test;

/** The list of trusted classes says what there is: it is what one has to read to believe in the walls. */
class TrustedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Where trusted code may lie: the nucleus, and the packages that stand between it and the rest. */
    private static final List<String> FOLDERS = List.of("nucleus/src/main/java", "channels/src/main/java/obol/channels/kernel");

    /** What goes into an image besides the library, less a few classes for the host. */
    private static final List<String> OF_IMAGE = List.of("nucleus/src/main/java", "channels/src/main/java", "styx-9p/src/main/java",
        "system-services/src/main/java", "shell/src/main/java/obol/shell");

    @Test
    void theListIsTheSources() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (String folder : FOLDERS) {
            Path root = ROOT.resolve(folder.substring(0, folder.indexOf("/java") + "/java".length()));
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))::iterator) {
                    String name = root.relativize(file).toString();
                    found.put(name.substring(0, name.length() - ".java".length()), Files.readAllLines(file).size());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        found.forEach((name, lines) -> text.append(lines).append(' ').append(name).append('\n'));
        StringBuilder listed = new StringBuilder();
        TrustedClasses.read().lines().forEach((name, lines) -> listed.append(lines).append(' ').append(name).append('\n'));
        int lines = found.values().stream().mapToInt(n -> n).sum();
        int ofImage = 0;
        for (String folder : OF_IMAGE) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) ofImage += Files.readAllLines(file).size();
            }
        }
        System.out.printf("trusted: %d source files, %d lines, %.1f %% of the lines of Obol's own in an image%n", found.size(), lines, 100.0 * lines / ofImage);
        assertTrue(lines <= Ratchets.atMost("lines of trusted classes"), lines + " lines; docs/verifier.md says how many there may be");
        assertEquals(text.toString(), listed.toString(), "shell/src/main/resources/obol/host/image/trusted.txt");
    }
}
