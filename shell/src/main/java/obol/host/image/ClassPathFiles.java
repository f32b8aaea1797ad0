package obol.host.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import obol.host.tools.CommandFailure;
import obol.nucleus.port.Resources;

/** The files beside the classes of a class path, as a program finds them by {@code Class.getResourceAsStream}. */
final class ClassPathFiles {
    private static final String READER = "getResourceAsStream";

    private ClassPathFiles() {}

    /**
     * Files for an image; none if no class names the method by which they are read.
     *
     * @param inputs jars and folders, of which the first that has a file goes; anything else has none
     */
    static Map<String, byte[]> of(List<String> inputs, Collection<byte[]> classes) {
        Map<String, byte[]> files = new TreeMap<>();
        if (classes.stream().noneMatch(c -> new String(c, StandardCharsets.ISO_8859_1).contains(READER))) return files;
        for (String input : inputs) {
            Path path = Path.of(input);
            try {
                if (Files.isDirectory(path)) addFolder(path, files);
                else if (!input.endsWith(".class")) addJar(path, files);
            } catch (IOException e) {
                throw CommandFailure.unable("cannot read " + input + ": " + e.getMessage());
            }
        }
        return files;
    }

    private static void addFolder(Path folder, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(file).toString();
                if (!name.endsWith(".class")) files.putIfAbsent(Resources.FOLDER + name, Files.readAllBytes(file));
            }
        }
    }

    private static void addJar(Path jar, Map<String, byte[]> files) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
                ZipEntry entry = all.nextElement();
                if (entry.isDirectory() || entry.getName().endsWith(".class")) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    files.putIfAbsent(Resources.FOLDER + entry.getName(), in.readAllBytes());
                }
            }
        }
    }
}
