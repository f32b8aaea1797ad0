package obol.tests.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import obol.host.image.Verification;
import obol.verifier.ClassSource;
import obol.verifier.ownership.OwnershipVerifier;
import org.junit.jupiter.api.Test;

/** Obol's own services keep to the ownership rules, but for those on the list; it may only become shorter. */
class UnownedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FOLDERS = List.of("system-services/target/classes", "shell/target/classes");

    @Test
    void theListNamesTheClassesThatDoNotKeepToTheRules() throws IOException {
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
                        if (!verifier.check(namespace.find(name)).isEmpty()) {
                            refused.add(name.replaceFirst("\\$.*", ""));
                        }
                    }
                }
            }
        }
        System.out.printf("ownership: %d classes of the system, %d on the list of those that do not keep to it, %.2f ms a class%n", classes,
                refused.size(), (System.nanoTime() - start) / 1e6 / classes);
        assertEquals(String.join("\n", refused), String.join("\n", Verification.unowned()),
                "shell/src/main/resources/obol/host/image/unowned.txt");
    }
}
