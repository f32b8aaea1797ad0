package obol.host.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.host.tools.Project;

/** The data files of Obol's own image: what lies in {@code shell/src/main/files}, under the same paths below its root. */
final class SystemFiles {
    private SystemFiles() {}

    static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path root = Project.root().resolve("shell/src/main/files");
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
