package obol.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Tools;

/**
 * {@code obol bench}'s figures of building: in a copy of the project's classes, by a process of its own each time, without Maven and javac.
 * Cold is with nothing kept; the others are after one line of a source file has changed since the last build. A second row for each is
 * the processor time, which other work on the machine disturbs less.
 */
final class BuildFigures {
    static final String COLD = "build.cold", SUITE = "build.suite", BASE = "build.base-line";
    static final List<String> NAMES = List.of(COLD, SUITE, BASE);
    private static final int ROUNDS = 3;
    private static final String PROCESSOR = ".processor";
    /** In {@code /proc/self/stat}, counted from behind the name: processor time of the children that were waited for, in ticks. */
    private static final int USER_TICKS = 13, SYSTEM_TICKS = 14, TICK_MILLIS = 10;
    private static final List<String> MODULES = List.of("nucleus", "bytecode-verifier", "styx-9p", "channels", "aot-compiler",
        "system-services", "shell");

    private record Took(double millis, double processorMillis) {}

    /** A string in a line of a source file, that can be another one. */
    private record Line(String module, String source, String text) {}

    private static final Line OF_SHELL = new Line("shell", "obol/shell/tools/Uptime.java", "/dev/time is no number");
    private static final Line OF_BASE = new Line("nucleus", "obol/nucleus/SuiteLoader.java", "obol: ");

    private final BenchCommand bench;
    private final Path root = Project.folder(Project.target().resolve("bench/build"));
    private int change;

    BuildFigures(BenchCommand bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        clear();
        for (String module : MODULES) copy(Path.of(module, "target/classes"));
        copy(Path.of("nucleus/src/main/nasm"));
        copy(Path.of("shell/src/main/files"));
        Took cold = build();
        rows(COLD, 1, () -> cold);
        rows(SUITE, ROUNDS, () -> buildAfter(OF_SHELL));
        rows(BASE, ROUNDS, () -> buildAfter(OF_BASE));
        clear();
    }

    private void rows(String name, int rounds, Supplier<Took> build) throws IOException {
        if (!bench.wanted(name)) return;
        List<Took> all = Stream.generate(build).limit(rounds).toList();
        String id = BenchCommand.buildId(root.resolve("target/obol.elf"));
        bench.row(name, median(all, Took::millis), "ms", id);
        bench.row(name + PROCESSOR, median(all, Took::processorMillis), "ms", id);
    }

    private static double median(List<Took> all, ToDoubleFunction<Took> of) {
        return all.stream().mapToDouble(of).sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) if (!file.equals(root)) Files.delete(file);
        }
    }

    private void copy(Path folder) throws IOException {
        Path from = Project.root().resolve(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path to = root.resolve(folder).resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    /** Runs {@code obol build}. */
    private Took build() {
        double before = childrenMillis();
        long begin = System.nanoTime();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Tools.run(root, List.of(java, "-XX:+UseSerialGC", "-Xss8m", "-Xshare:auto",
            "-Dobol.root=" + root, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "build"));
        return new Took((System.nanoTime() - begin) / 1e6, childrenMillis() - before);
    }

    private static double childrenMillis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return TICK_MILLIS * (Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]));
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read the processor time: " + e.getMessage());
        }
    }

    private Took buildAfter(Line line) {
        try {
            String source = Files.readString(Project.root().resolve(line.module).resolve("src/main/java").resolve(line.source));
            String changed = source.replace('"' + line.text + '"', '"' + line.text + ++change + '"');
            if (changed.equals(source)) throw CommandFailure.failed(line.source + " has no " + line.text + " any more");
            Path file = root.resolve("source").resolve(line.source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, changed);
            String classPath = String.join(File.pathSeparator, MODULES.stream().map(m -> classes(m).toString()).toList());
            String[] arguments = {"-nowarn", "-g", "-proc:none", "-d", classes(line.module).toString(), "-cp", classPath, file.toString()};
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) throw CommandFailure.failed("javac refused " + line.source);
            return build();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot change " + line.source + ": " + e.getMessage());
        }
    }

    private Path classes(String module) {
        return root.resolve(module).resolve("target/classes");
    }
}
