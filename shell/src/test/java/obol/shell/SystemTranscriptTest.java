package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The transcripts on the system itself, whose images are built if need be: all of them hosted in each mode, all of them booted, and one in
 * {@link #PART} booted in each mode, as a boot takes as long as fifty hosted runs and a collection there fifteen times as long. {@code
 * -Dobol.transcripts=1} boots all in each mode.
 */
@Tag("slow")
class SystemTranscriptTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Of so many transcripts one is booted in each mode. */
    private static final int PART = Integer.getInteger("obol.transcripts", 4);

    @TempDir
    Path folder;

    static List<Transcript> transcripts() throws IOException {
        List<Transcript> all = new ArrayList<>(TranscriptTest.transcripts());
        all.addAll(Transcript.read(Path.of("src/test/transcripts/looking.txt")));
        return all;
    }

    /** Counted from the last, the longest, which looks at everything. */
    static List<Transcript> some() throws IOException {
        List<Transcript> all = transcripts();
        return IntStream.range(0, all.size()).filter(i -> (all.size() - 1 - i) % PART == 0).mapToObj(all::get).toList();
    }

    private static List<String> obol(String... arguments) {
        return obolOn("microvm,acpi=on,rtc=on", arguments);
    }

    private static List<String> obolOn(String machine, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dobol.machine=" + machine, "-Dobol.root=" + ROOT, "-cp", System.getProperty("java.class.path"), "obol.host.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    @BeforeAll
    static void build() throws Exception {
        Process build = new ProcessBuilder(obol("build")).inheritIO().start();
        assertTrue(build.waitFor(10, TimeUnit.MINUTES));
        assertEquals(0, build.exitValue());
    }

    /** Also with processes on another core. */
    @ParameterizedTest
    @MethodSource("transcripts")
    void hostedOnTwoCores(Transcript transcript) throws Exception {
        hostedOnTwoCores(transcript, "");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void hostedOnTwoCoresPreempting(Transcript transcript) throws Exception {
        hostedOnTwoCores(transcript, "preempt");
    }

    private void hostedOnTwoCores(Transcript transcript, String stress) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("target/obol-hosted").toString(), "--cpus", "2", "-c", transcript.commands());
        builder.environment().clear();
        if (!stress.isEmpty()) {
            builder.environment().put("OBOL_STRESS", stress);
        }
        does(transcript, builder);
    }

    @ParameterizedTest
    @Tag("qemu")
    @MethodSource("some")
    void bootedOnTwoCores(Transcript transcript) throws Exception {
        does(transcript, new ProcessBuilder(obol("run", "--cpus", "2", "-c", transcript.commands())));
    }

    private void does(Transcript transcript, ProcessBuilder builder) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) process.destroyForcibly().waitFor();
        assertEquals(transcript.output(), Files.readString(out), () -> "standard error: " + text(err));
        assertEquals(transcript.errors(), Files.readString(err));
        assertTrue(ended, "it did not end");
        assertEquals(transcript.status(), process.exitValue());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** In an empty folder with an empty environment. */
    @ParameterizedTest
    @MethodSource("transcripts")
    void hosted(Transcript transcript) throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("target/obol-hosted").toString(), "-c", transcript.commands());
        builder.directory(empty.toFile()).environment().clear();
        does(transcript, builder);
        try (var left = Files.list(empty)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void underStress(Transcript transcript, String stress) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(obol("run", "-c", transcript.commands()));
        builder.environment().put("OBOL_STRESS", stress);
        does(transcript, builder);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void hostedCollecting(Transcript transcript) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("target/obol-hosted").toString(), "-c", transcript.commands());
        builder.environment().clear();
        builder.environment().put("OBOL_STRESS", "collect,every=100,verify,poison");
        does(transcript, builder);
    }

    @ParameterizedTest
    @Tag("qemu")
    @MethodSource("some")
    void bootedCollecting(Transcript transcript) throws Exception {
        underStress(transcript, "collect,every=1000,verify,poison");
    }

    @ParameterizedTest
    @Tag("qemu")
    @MethodSource("some")
    void bootedPreempting(Transcript transcript) throws Exception {
        underStress(transcript, "preempt");
    }

    @ParameterizedTest
    @Tag("qemu")
    @MethodSource("transcripts")
    void booted(Transcript transcript) throws Exception {
        does(transcript, new ProcessBuilder(obol("run", "-c", transcript.commands())));
    }

    /** Without ACPI nobody tells of a second processor. */
    @Test
    @Tag("qemu")
    void fewerProcessorsThanAreWanted() throws Exception {
        String log = ROOT.resolve("target/kernel.log").toString();
        Transcript transcript = new Transcript("true", "", "obol: the kernel stopped: more cores are wanted than the machine has: 1 (" + log + ")\n", 125);
        does(transcript, new ProcessBuilder(obolOn("microvm,acpi=off,rtc=on", "run", "--cpus", "2", "-c", transcript.commands())));
    }

    /** Devices announced by the command line, and by ACPI with one I/O APIC and a PCI bridge in its tables. */
    @ParameterizedTest
    @Tag("qemu")
    @ValueSource(strings = {"microvm,acpi=off,rtc=on", "microvm,acpi=on,rtc=on,ioapic2=off,pcie=on"})
    void otherMachines(String machine) throws Exception {
        Transcript transcript = new Transcript("echo hello; ls /", "hello\nbin\ndev\nenv\nlib\nlog\nman\nn\nnet\nproc\nsrv\ntmp\n", "", 0);
        does(transcript, new ProcessBuilder(obolOn(machine, "run", "-c", transcript.commands())));
    }
}
