package obol.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import obol.host.image.Sdk;
import obol.host.image.SystemImage;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code obol test}: all tests by Maven. Ends with the classes that took longest, what
 * failed, a line each, and one line that counts them.
 */
@Command(name = "test", description = "Runs the tests.", mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    /** The attributes of a Surefire report that count. */
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
    private static final Pattern COUNT = Pattern.compile(" (tests|errors|skipped|failures)=\"(\\d+)\"");

    /** In such a report: a test, and its failure or error with what it says first. */
    private static final Pattern CASE = Pattern.compile("^\\s*<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"");
    private static final Pattern FAULT = Pattern.compile("^\\s*<(failure|error)\\b(?: message=\"([^\"&]{0,200}))?");

    /** Such a report's class and the seconds it took. */
    private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\""), TIME = Pattern.compile(" time=\"([\\d.,]+)\"");
    private static final int SLOWEST = 15;

    @Option(names = "--quick", description = "Without what takes minutes: no QEMU, no long runs.")
    private boolean quick;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "1", description = "Test classes run in so many JVMs at once.")
    private int forks;

    @Override public Integer call() throws IOException, InterruptedException {
        if (forks < 1) throw CommandFailure.usage("test --forks " + forks + ": at least one is wanted");
        for (Path report : reports()) Files.delete(report);
        if (forks > 1) build();
        List<String> command = List.of("mvn", "-B", "--fail-at-end", "-Dmaven.test.failure.ignore=true", "-Dstyle.color=never",
            "-Dobol.excluded=" + (quick ? "qemu,slow" : ""),
            "-Dobol.complete=true", "-Dobol.forks=" + forks, "test");
        Process maven = new ProcessBuilder(command).directory(Project.root().toFile()).redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        try (BufferedReader lines = maven.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) System.out.println(line);
        }
        boolean built = maven.waitFor() == 0;
        int passed = 0, failed = 0;
        List<String> faults = new ArrayList<>();
        List<String> suites = new ArrayList<>();
        for (Path report : reports()) {
            int tests = 0, bad = 0, skipped = 0;
            String text = Files.readString(report);
            Matcher suite = SUITE.matcher(text);
            if (!suite.find()) continue;
            suites.add(suite.group());
            for (Matcher count = COUNT.matcher(suite.group()); count.find(); ) {
                int n = Integer.parseInt(count.group(2));
                switch (count.group(1)) {
                    case "tests" -> tests += n;
                    case "skipped" -> skipped += n;
                    default -> bad += n;
                }
            }
            passed += tests - bad - skipped;
            failed += bad;
            if (bad > 0) faults(text, faults);
        }
        // A module that did not compile has no report: that is a failure too.
        if (!built && failed == 0) failed = 1;
        slowest(suites, SLOWEST).forEach(System.out::println);
        faults.forEach(System.out::println);
        System.out.println(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0 ? Status.GOOD : Status.FAILED;
    }

    /** The images are there before tests that use them run at once. */
    private static void build() throws IOException {
        try {
            SystemImage.build();
            Sdk.build();
        } catch (CommandFailure e) {
            // The tests of the build fail by it, and the others run.
            System.err.println("obol: " + e.getMessage());
        }
    }

    /**
     * The classes that took longest, a line each.
     *
     * @param suites first tags of reports
     */
    static List<String> slowest(List<String> suites, int most) {
        record Taken(String name, double seconds) {}
        List<Taken> all = new ArrayList<>();
        for (String suite : suites) {
            Matcher name = NAME.matcher(suite), time = TIME.matcher(suite);
            if (name.find() && time.find()) all.add(new Taken(name.group(1), Double.parseDouble(time.group(1).replace(",", ""))));
        }
        return all.stream().sorted(Comparator.comparingDouble(Taken::seconds).reversed()).limit(most)
            .map(taken -> String.format(Locale.ROOT, "%6.1f s: %s", taken.seconds, taken.name)).toList();
    }

    /** The failed tests of a report, a line each. */
    static void faults(String report, List<String> into) {
        String test = "";
        for (String line : report.split("\n")) {
            Matcher named = CASE.matcher(line);
            if (named.find()) test = named.group(2) + "." + named.group(1);
            Matcher fault = FAULT.matcher(line);
            if (fault.find()) into.add("failed: " + test + (fault.group(2) == null ? "" : ": " + fault.group(2)));
        }
    }

    private static List<Path> reports() throws IOException {
        List<Path> reports = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Project.root())) {
            for (Path module : (Iterable<Path>) modules.sorted()::iterator) {
                Path folder = module.resolve("target/surefire-reports");
                if (!Files.isDirectory(folder)) continue;
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).sorted().forEach(reports::add);
                }
            }
        }
        return reports;
    }
}
