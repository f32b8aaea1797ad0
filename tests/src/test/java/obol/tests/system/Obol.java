package obol.tests.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.host.Main;
import obol.tests.Outcome;

/** The command line in a process of its own, and what it has built. */
final class Obol {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static boolean built;

    private Obol() {}

    private static synchronized void build() {
        if (!built && Main.run("build") != 0) throw new AssertionError("obol build failed");
        built = true;
    }

    /** {@code target/obol-hosted}, up to date. */
    static Path hosted() {
        build();
        return ROOT.resolve("target/obol-hosted");
    }

    /** {@code target/open/obol-hosted}, up to date, to which suites can be added. */
    static Path openHosted() {
        build();
        return ROOT.resolve("target/open/obol-hosted");
    }

    /** {@code target/obol.elf}, up to date. */
    static Path booted() {
        build();
        return ROOT.resolve("target/obol.elf");
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-Dobol.root=" + ROOT, "-cp", System.getProperty("java.class.path"), "obol.host.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@code obol run} with more in its environment than PATH. */
    static Outcome run(Map<String, String> more, String... arguments) {
        build();
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("PATH", System.getenv("PATH"));
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(arguments));
        return Outcome.of(command(all.toArray(new String[0])), environment, "");
    }

    /** A jar of what javac makes of a folder of {@code src/programs} with nothing but channels to be compiled against. */
    static Path jar(String programs, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(programs));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-g", "-d", classes.toString(), "-cp",
            Images.channelsClasses().toString()));
        try (Stream<Path> sources = Files.list(Path.of("src/programs").resolve(programs))) {
            sources.map(Path::toString).sorted().forEach(javac::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])) != 0) {
            throw new AssertionError(programs + " does not compile");
        }
        return jarOf(classes, folder.resolve(programs + ".jar"));
    }

    /** A jar of the files below a folder. */
    static Path jarOf(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
             Stream<Path> files = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                out.write(Files.readAllBytes(path));
            }
        }
        return jar;
    }
}
