package obol.host.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.host.tools.Project;
import obol.system.init.SystemServices;

/**
 * The data files of Obol's own image: what lies in {@code shell/src/main/files}, under the same paths below its root, and the namespace
 * with which it boots.
 */
final class SystemFiles {
    private static final String NAMESPACE = "lib/namespace";
    private static final String NAMESPACE_HEAD = "# The namespace with which the system boots; newns makes one by such a file.\n";

    private SystemFiles() {}

    static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path root = Project.root().resolve("shell/src/main/files");
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        files.put(NAMESPACE, (NAMESPACE_HEAD + String.join("\n", SystemServices.NAMESPACE) + "\n").getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
