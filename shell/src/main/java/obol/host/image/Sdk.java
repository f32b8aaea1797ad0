package obol.host.image;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;

/** {@code target/sdk}: what users compile services against, and test them with on any JVM. */
public final class Sdk {
    /** What tests services, and needs jqwik: of the channels a jar of its own, and in no image. */
    static final String TESTING = "obol/channels/testing/";
    private static final String JAR = "obol-channels.jar", TESTING_JAR = "obol-testing.jar", FILES_JAR = "obol-files.jar", VALIDATION = "jakarta.validation-api", ASM = "asm-";
    /** Of the channels, all but what stands on Obol's nucleus. */
    private static final String NOT_ON_A_JVM = "obol/channels/kernel/";
    /** {@code obol.files}, and what it stands on. */
    private static final List<String> SERVING = List.of("obol/files/", "obol/system/bridge/", "obol/system/files/");
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private Sdk() {}

    /** Writes it if it is not as it should be; gives the folder. */
    public static Path build() {
        Path folder = Project.folder(Project.target().resolve("sdk"));
        try {
            Map<String, byte[]> entries = new TreeMap<>();
            addClasses(entries, Project.classes("channels"), "obol/channels/");
            addClasses(entries, Project.classes("bytecode-verifier"), "obol/classfile/");
            addJar(entries, onClassPath(ASM));
            Map<String, byte[]> testing = new TreeMap<>(entries);
            testing.keySet().removeIf(name -> !name.startsWith(TESTING));
            replace(folder.resolve(TESTING_JAR), jar(testing));
            entries.keySet().removeIf(name -> name.startsWith(NOT_ON_A_JVM) || name.startsWith(TESTING));
            replace(folder.resolve(JAR), jar(entries));
            Map<String, byte[]> files = new TreeMap<>();
            addClasses(files, Project.classes("styx-9p"), "obol/styx/");
            for (String part : SERVING) addClasses(files, Project.classes("system-services"), part);
            replace(folder.resolve(FILES_JAR), jar(files));
            Path validation = onClassPath(VALIDATION);
            replace(folder.resolve(VALIDATION + ".jar"), Files.readAllBytes(validation));
        } catch (IOException e) {
            throw CommandFailure.unable("cannot write " + folder + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw CommandFailure.unable("cannot write " + folder + ": " + e.getCause().getMessage());
        }
        return folder;
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) Files.write(file, bytes);
    }

    private static void addClasses(Map<String, byte[]> entries, Path root, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(prefix))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                entries.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static void addJar(Map<String, byte[]> entries, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
                if (!entry.getName().startsWith("org/objectweb/") || entry.isDirectory()) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    /** The same entries give the same bytes. */
    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setLastModifiedTime(TIME);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The library whose file's name begins so, followed by a version. */
    private static Path onClassPath(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
            .filter(p -> p.getFileName().toString().matches(java.util.regex.Pattern.quote(name) + "-?[0-9][0-9.]*\\.jar")).findFirst()
            .orElseThrow(() -> CommandFailure.unable("no " + name + " on the class path"));
    }
}
