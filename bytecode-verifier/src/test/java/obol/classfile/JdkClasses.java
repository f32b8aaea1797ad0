package obol.classfile;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Real class files for tests: java.base of the JDK that runs the tests, and jars on the class path. */
public final class JdkClasses {
    private static Map<String, byte[]> javaBase;

    private JdkClasses() { }

    /** Bytes of all classes of java.base by internal name, sorted; without module-info. Read once. */
    public static synchronized Map<String, byte[]> javaBase() throws IOException {
        if (javaBase == null) {
            javaBase = Collections.unmodifiableMap(readJavaBase());
        }
        return javaBase;
    }

    private static Map<String, byte[]> readJavaBase() throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = root.relativize(file).toString();
                if (name.endsWith(".class") && !name.equals("module-info.class")) {
                    classes.put(name.substring(0, name.length() - 6), Files.readAllBytes(file));
                }
            }
        }
        return classes;
    }

    /** Bytes of all classes of a jar by entry name, sorted; without module-info and multi-release versions. */
    public static Map<String, byte[]> jar(Path path) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/")) {
                    try (var in = jar.getInputStream(entry)) {
                        classes.put(name.substring(0, name.length() - 6), in.readAllBytes());
                    }
                }
            }
        }
        return classes;
    }

    /** The jars of the test class path, sorted. */
    public static List<Path> classPathJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar")).map(Path::of).sorted().toList();
    }
}
