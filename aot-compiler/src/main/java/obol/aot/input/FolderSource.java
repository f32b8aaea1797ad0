package obol.aot.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import obol.aot.world.ClassSource;

/** Class files in a folder, by package. */
public final class FolderSource implements ClassSource {
    private static final String SUFFIX = ".class";
    private final Path root;

    public FolderSource(Path root) {
        this.root = root;
    }

    /** @throws UncheckedIOException if the file is there and cannot be read */
    @Override public byte[] find(String name) {
        try {
            Path file = root.resolve(name + SUFFIX).normalize();
            if (!file.startsWith(root.normalize()) || !Files.isRegularFile(file)) return null;
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public List<String> list(String prefix) {
        Path start = root.resolve(prefix);
        if (!Files.isDirectory(start)) return List.of();
        try (Stream<Path> files = Files.walk(start)) {
            return files.map(f -> root.relativize(f).toString().replace(root.getFileSystem().getSeparator(), "/"))
                    .filter(n -> n.endsWith(SUFFIX) && !n.endsWith("module-info.class") && !n.endsWith("package-info.class"))
                    .map(n -> n.substring(0, n.length() - SUFFIX.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
