package obol.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.host.Main;

/**
 * The programs of {@code src/programs/system} as one image for each target, with a class {@code Dispatch} whose
 * {@code main} calls the program named by its first argument. Made once by each JVM that runs tests.
 */
final class Programs {
    private static final Path TARGET = Path.of("target", "programs-" + Outcome.FORK).toAbsolutePath();
    private static final Path SOURCES = Path.of("src/programs/system").toAbsolutePath();
    private static final Map<String, Path> IMAGES = new HashMap<>();
    private static Path classes;

    private Programs() {}

    /** The names of all programs, sorted. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".java")).map(n -> n.substring(0, n.length() - 5)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of class files, compiled by javac. */
    static synchronized Path classes() {
        if (classes != null) return classes;
        try {
            Path folder = TARGET.resolve("classes");
            delete(folder);
            Files.createDirectories(folder);
            StringBuilder dispatch = new StringBuilder("public class Dispatch { public static void main(String[] a) throws Throwable {"
                + " String[] rest = java.util.Arrays.copyOfRange(a, 1, a.length); switch (a[0]) {\n");
            List<String> arguments = new ArrayList<>(List.of("-nowarn", "-g", "-d", folder.toString()));
            for (String name : names()) {
                dispatch.append("case \"").append(name).append("\": ").append("system.").append(name).append(".main(rest); break;\n");
                arguments.add(SOURCES.resolve(name + ".java").toString());
            }
            dispatch.append("default: throw new IllegalArgumentException(a[0]); } } }\n");
            Path source = TARGET.resolve("Dispatch.java");
            Files.writeString(source, dispatch);
            arguments.add(source.toString());
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
                throw new AssertionError("the test programs do not compile");
            }
            return classes = folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The image for a target, compiled with all of the compiler's checks. */
    static synchronized Path image(String target) {
        return IMAGES.computeIfAbsent(target, t -> {
            Path image = TARGET.resolve("programs-" + t);
            int status = Main.run("compile", classes().toString(), "--main", "Dispatch", "--target", t, "--checks", "-o", image.toString());
            if (status != 0) throw new AssertionError("obol compile gave status " + status);
            return image;
        });
    }

    static Outcome onHotSpot(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Dfile.encoding=UTF-8", "-cp", classes().toString(), "Dispatch"));
        command.addAll(List.of(arguments));
        return run(command, Map.of());
    }

    /** @param environment added to an otherwise empty one */
    static Outcome hosted(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(image("linux").toString()));
        command.addAll(List.of(arguments));
        return run(command, environment);
    }

    /** Boots a PC image in QEMU. */
    static Outcome boot(Path image, String... arguments) {
        return run(Images.bootCommand(image, List.of(arguments)), Map.of()).booted();
    }

    static Outcome run(List<String> command, Map<String, String> environment) {
        return Outcome.of(command, environment, "");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }
}
