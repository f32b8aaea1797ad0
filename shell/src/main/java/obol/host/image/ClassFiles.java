package obol.host.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import obol.host.tools.CommandFailure;
import obol.verifier.VerificationRun;

/** The class files that a name on the command line stands for. */
public final class ClassFiles {
    private ClassFiles() {}

    /** Of a jar, a folder or a single file, by path. */
    public static List<VerificationRun.Input> of(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) throw CommandFailure.usage(name + ": no such file or folder");
        try {
            if (Files.isDirectory(path)) return ofFolder(path);
            if (name.endsWith(".class")) return List.of(new VerificationRun.Input(path.getFileName().toString(), Files.readAllBytes(path)));
            return ofJar(path);
        } catch (ZipException e) {
            throw CommandFailure.failed(name + ": not a jar: " + e.getMessage());
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read " + name + ": " + e.getMessage());
        }
    }

    private static List<VerificationRun.Input> ofFolder(Path folder) throws IOException {
        List<VerificationRun.Input> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class")).sorted()::iterator) {
                found.add(new VerificationRun.Input(folder.relativize(file).toString(), Files.readAllBytes(file)));
            }
        }
        return found;
    }

    private static List<VerificationRun.Input> ofJar(Path jar) throws IOException {
        List<VerificationRun.Input> found = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().filter(e -> e.getName().endsWith(".class")).sorted(Comparator.comparing(ZipEntry::getName)).toList();
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    found.add(new VerificationRun.Input(entry.getName(), in.readAllBytes()));
                }
            }
        }
        return found;
    }
}
