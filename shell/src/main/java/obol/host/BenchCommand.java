package obol.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.aot.image.Suite;
import obol.aot.opt.OmittedChecks.Check;
import obol.host.image.Images;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Qemu;
import obol.host.tools.Status;
import obol.host.tools.Tools;
import obol.layout.image.ImageHeader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code obol bench}: a row for each figure. Times are noisy where other work shares the machine; ratios are of Obol and
 * HotSpot run in turn, the median of the rounds.
 */
@Command(name = "bench", description = "Measures; a row for each figure.", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int ROUNDS = 5, STARTS = 30, BOOTS = 5;
    private static final List<String> COSTS = List.of("abi", "switch", "channel", "wake");
    private static final String HELLO = "public class Hello { public static void main(String[] a) { System.out.println(\"Hello, world\"); } }";

    @Option(names = "--json", description = "A JSON object a line.")
    private boolean json;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only figures whose names begin so.")
    private List<String> names = new ArrayList<>();

    private final Path folder = Project.folder(Project.target().resolve("bench"));

    @Override public Integer call() throws IOException {
        Path hello = folder.resolve("Hello.java");
        Files.writeString(hello, HELLO);
        compileJava(hello);
        compileJava(Project.root().resolve("tests/src/programs/benchmarks/Benchmarks.java"));
        if (wanted("hello.") || wanted("boot.hello")) hello();
        if (wanted("ratio.")) ratios();
        if (wanted("safety.")) safety();
        if (wanted(VerifierFigures.NAMES)) new VerifierFigures(this).measure();
        if (wanted(FileServerFigures.NAMES)) new FileServerFigures(this).measure();
        if (wanted(NetworkFigures.NAMES)) new NetworkFigures(this).measure();
        if (SystemFigures.NAMES.stream().anyMatch(this::wanted)) new SystemFigures(this).measure();
        if (BuildFigures.NAMES.stream().anyMatch(this::wanted)) new BuildFigures(this).measure();
        Path programs = Project.root().resolve("tests/src/programs");
        if (wanted("call") || wanted("stream") || wanted("block") || wanted("wake.cores")) calls(programs);
        if (COSTS.stream().anyMatch(this::wanted)) costs(programs);
        if (wanted("process.")) processes(programs.resolve("processes/Creation.java"));
        return Status.GOOD;
    }

    boolean wanted(String prefix) {
        return names.isEmpty() || names.stream().anyMatch(n -> n.startsWith(prefix) || prefix.startsWith(n));
    }

    private void compileJava(Path source) {
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()) != 0) {
            throw CommandFailure.unable("javac refused " + source);
        }
    }

    /** @param omitted checks that are left out of the code */
    private Path image(String mainClass, String target, Check... omitted) {
        Path image = folder.resolve(mainClass + "-" + target + Arrays.stream(omitted).map(c -> "-" + c).collect(Collectors.joining()));
        List<String> command = new ArrayList<>(List.of("compile", folder.toString(), "--main", mainClass, "--target", target, "-o", image.toString()));
        for (Check check : omitted) command.addAll(List.of("--without", check.name()));
        if (Main.run(command.toArray(new String[0])) != Status.GOOD) {
            throw CommandFailure.unable("cannot compile " + mainClass);
        }
        return image;
    }

    private void hello() throws IOException {
        long start = System.nanoTime();
        Path linux = image("Hello", "linux");
        String id = buildId(linux);
        row("hello.compile", (System.nanoTime() - start) / 1e6, "ms", id);
        row("hello.size", Files.size(linux), "bytes", id);
        row("hello.start", median(STARTS, () -> millis(List.of(linux.toString()))), "ms", id);
        Path pc = image("Hello", "pc");
        row("boot.hello", median(BOOTS, () -> millis(Qemu.command(pc, List.of()))), "ms", buildId(pc));
    }

    private void ratios() throws IOException {
        Path image = image("benchmarks.Benchmarks", "linux");
        List<String> hotSpot = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", folder.toString(), "benchmarks.Benchmarks");
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String[]> ours = times(List.of(image.toString())), theirs = times(hotSpot);
            ours.forEach((name, our) -> {
                String[] their = theirs.get(name);
                if (!our[2].equals(their[2])) throw CommandFailure.failed(name + " gave " + our[2] + ", HotSpot " + their[2]);
                ratios.computeIfAbsent(name, n -> new ArrayList<>()).add(Double.parseDouble(our[1]) / Double.parseDouble(their[1]));
            });
        }
        String id = buildId(image);
        for (Map.Entry<String, List<Double>> e : ratios.entrySet()) {
            List<Double> sorted = e.getValue().stream().sorted().toList();
            row("ratio." + e.getKey(), sorted.get(ROUNDS / 2), "Obol/HotSpot", id);
        }
    }

    /**
     * How much longer the benchmarks take with a kind of check than without it, in per cent: the geometric mean over the benchmarks, of
     * the fastest rounds of images that run in turn.
     */
    private void safety() throws IOException {
        Path whole = image("benchmarks.Benchmarks", "linux");
        Map<String, Path> without = new LinkedHashMap<>();
        for (Check check : Check.values()) without.put(check.name().toLowerCase(Locale.ROOT), image("benchmarks.Benchmarks", "linux", check));
        without.put("all", image("benchmarks.Benchmarks", "linux", Check.values()));
        Map<String, Double> with = new LinkedHashMap<>();
        Map<String, Map<String, Double>> fastest = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            times(List.of(whole.toString())).forEach((name, time) -> with.merge(name, Double.valueOf(time[1]), Math::min));
            without.forEach((check, image) -> times(List.of(image.toString())).forEach((name, time) ->
                fastest.computeIfAbsent(check, c -> new LinkedHashMap<>()).merge(name, Double.valueOf(time[1]), Math::min)));
        }
        String id = buildId(whole);
        fastest.forEach((check, benchmarks) -> {
            double logs = 0;
            for (String name : with.keySet()) logs += Math.log(with.get(name) / benchmarks.get(name));
            row("safety." + check, 100 * (Math.exp(logs / with.size()) - 1), "%", id);
        });
    }

    /** Between two processes: calls of contracts, by what they carry, and an item of a stream. */
    private void calls(Path programs) throws IOException {
        Path classes = Project.folder(folder.resolve("channels"));
        compileTrusted(classes, programs.resolve("channels"), programs.resolve("protocols"));
        Path image = Images.compileWithChannels(classes, List.of(new Compilation.Program("init", "channels/Init"),
            new Compilation.Program("counter", "channels/CounterService"), new Compilation.Program("gauge", "channels/GaugeService"),
            new Compilation.Program("feed", "channels/FeedService"), new Compilation.Program("rounds", "channels/Rounds")), "linux", folder.resolve("channels-linux"));
        cycles(image, 1, "rounds", "1000");
        cycles(image, 2, "rounds", "1000", "cores");
    }

    /** What processes are made of; and how late a thread is that is woken beside a spinning one. */
    private void costs(Path programs) throws IOException {
        Path classes = Project.folder(folder.resolve("costs"));
        compileTrusted(classes, programs.resolve("processes"));
        cycles(Images.compileTrusted(classes, List.of(new Compilation.Program("costs", "processes/Costs"),
            new Compilation.Program("bomb", "processes/Bomb"), new Compilation.Program("bystander", "processes/Bystander")), "linux", folder.resolve("costs-linux")), 1);
    }

    private static void compileTrusted(Path classes, Path... folders) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-d", classes.toString(), "-cp",
            Project.nucleusClasses() + java.io.File.pathSeparator + Project.channelsClasses()));
        for (Path sources : folders) {
            try (Stream<Path> files = Files.list(sources)) {
                files.map(Path::toString).sorted().forEach(arguments::add);
            }
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
            throw CommandFailure.unable("javac refused " + List.of(folders));
        }
    }

    /** A row for each line {@code NAME CYCLES}; {@code wake} is in microseconds. */
    private void cycles(Path image, int cores, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "OBOL_CPUS=" + cores, image.toString()));
        command.addAll(List.of(arguments));
        String id = buildId(image);
        Tools.run(folder, command).lines().map(line -> line.split(" ")).filter(words -> words.length == 2 && wanted(words[0]))
            .forEach(words -> row(words[0], Double.parseDouble(words[1]), words[0].equals("wake.worst") ? "us" : "cycles", id));
    }

    /** What a process costs that does nothing, by {@code processes.Creation}. */
    private void processes(Path source) throws IOException {
        Path classes = Project.folder(folder.resolve("processes"));
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(), "-cp", Images.nucleusClasses().toString(),
                source.toString()) != 0) {
            throw CommandFailure.unable("javac refused " + source);
        }
        Suite suite = Images.compileSuite(classes, List.of(new Compilation.Program("creation", "processes/Creation"),
            new Compilation.Program("nothing", "processes/Creation$Nothing"))).get("linux");
        Path image = Images.link("linux", List.of(suite), folder.resolve("processes-linux"));
        String id = buildId(image);
        Map<String, String> units = Map.of("cycles", "cycles", "initialisers", "classes", "threads", "threads");
        times(List.of(image.toString())).forEach((name, words) ->
            row("process." + name, Double.parseDouble(words[1]), units.getOrDefault(name, "bytes"), id));
    }

    private Map<String, String[]> times(List<String> command) {
        Map<String, String[]> times = new LinkedHashMap<>();
        Tools.run(folder, command).lines().forEach(line -> times.put(line.split(" ")[0], line.split(" ")));
        return times;
    }

    static double median(int rounds, Supplier<Double> measure) {
        double[] values = new double[rounds];
        for (int i = 0; i < rounds; i++) values[i] = measure.get();
        return median(values);
    }

    /** @param values an odd number of them */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    double millis(List<String> command) {
        try {
            long start = System.nanoTime();
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start().waitFor();
            return (System.nanoTime() - start) / 1e6;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unable("interrupted");
        }
    }

    /** The id in the image's header. */
    static String buildId(Path image) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        for (int at = 0; at + ImageHeader.SIZE <= bytes.length; at += 16) {
            long magic = 0;
            for (int i = 7; i >= 0; i--) magic = magic << 8 | bytes[at + i] & 0xFF;
            if (magic == ImageHeader.MAGIC_VALUE) return HexFormat.of().formatHex(bytes, at + ImageHeader.BUILD_ID, at + ImageHeader.CODE);
        }
        throw CommandFailure.unable(image + " is no image");
    }

    void row(String name, double value, String unit, String build) {
        String number = unit.equals("bytes") ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
        System.out.println(json ? "{\"name\":\"" + name + "\",\"value\":" + number + ",\"unit\":\"" + unit + "\",\"build\":\"" + build + "\"}"
            : name + " " + number + " " + unit);
    }
}
