package obol.aot.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import obol.aot.world.ClassSource;

/** The classes of a jar; of a multi-release jar those for Java 17. Close it when nothing more will be found. */
public final class JarSource implements ClassSource, AutoCloseable {
    private static final String SUFFIX = ".class";
    private final JarFile jar;

    public JarSource(Path file) throws IOException {
        jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.Version.parse("17"));
    }

    /** @throws UncheckedIOException if the entry is there and cannot be read */
    @Override public byte[] find(String name) {
        ZipEntry entry = jar.getEntry(name + SUFFIX);
        if (entry == null) return null;
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public List<String> list(String prefix) {
        return jar.versionedStream().map(ZipEntry::getName)
                .filter(n -> n.startsWith(prefix) && n.endsWith(SUFFIX) && !n.startsWith("META-INF/")
                        && !n.endsWith("module-info.class") && !n.endsWith("package-info.class"))
                .map(n -> n.substring(0, n.length() - SUFFIX.length())).sorted().toList();
    }

    @Override public void close() throws IOException {
        jar.close();
    }
}
