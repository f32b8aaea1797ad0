package obol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        System.out.println("trusted: " + found.size() + " source files, " + found.values().stream().mapToInt(n -> n).sum() + " lines");
        assertEquals(text.toString(), listed.toString(), "shell/src/main/resources/obol/host/image/trusted.txt");
    }
}
