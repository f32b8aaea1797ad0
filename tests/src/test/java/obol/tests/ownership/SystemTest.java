package obol.tests.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import obol.verifier.ClassSource;
import obol.verifier.ownership.OwnershipVerifier;
import org.junit.jupiter.api.Test;

/** Obol's own services, shell and programs keep to the ownership rules. */
class SystemTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FOLDERS = List.of("system-services/target/classes", "shell/target/classes");

    @Test
    void everyClassKeepsToTheRules() throws IOException {
        ClassSource namespace = Sources.namespace(Map.of());
        OwnershipVerifier verifier = new OwnershipVerifier(namespace);
        Set<String> refused = new TreeSet<>();
        int classes = 0;
        long start = System.nanoTime();
        for (String folder : FOLDERS) {
            Path root = ROOT.resolve(folder);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                    String name = root.relativize(file).toString().replace(".class", "");
                    if (!name.startsWith("obol/host/")) {
                        classes++;
                        verifier.check(namespace.find(name)).forEach(refusal -> refused.add(refusal.toString()));
                    }
                }
            }
        }
        System.out.printf("ownership: %d classes of the system, %.2f ms a class%n", classes, (System.nanoTime() - start) / 1e6 / classes);
        assertTrue(classes > 300, classes + " classes");
        assertEquals("", String.join("\n", refused));
    }
}
