package obol.aot.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import obol.aot.world.ClassSource;

/** The classes of one module of the JDK that runs this: {@code jrt:/}. */
public final class JrtSource implements ClassSource {
    private final FolderSource folder;

    /** @throws IllegalArgumentException if the JDK has no such module */
    public JrtSource(String module) {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", module);
        if (!Files.isDirectory(root)) throw new IllegalArgumentException("no module " + module);
        folder = new FolderSource(root);
    }

    @Override public byte[] find(String name) {
        return folder.find(name);
    }

    @Override public List<String> list(String prefix) {
        return folder.list(prefix);
    }

    /** @throws UncheckedIOException if the file is there and cannot be read */
    @Override public byte[] resource(String path) {
        Path file = Path.of(System.getProperty("java.home")).resolve(path);
        try {
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
