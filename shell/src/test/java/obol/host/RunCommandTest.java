package obol.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./obol run} as a process of its own, with a program in QEMU's place: statuses, messages of one line, and that nothing is left
 * running whatever happens.
 */
@Timeout(120)
class RunCommandTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String GUEST = "exec '" + JAVA + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
        + "' obol.host.guest.FakeGuest \"$@\"";

    @TempDir Path root;
    private Path bin, temporary;
    /** In the place of /dev/kvm; not there but in tests of it. */
    private Path kvm;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void make() throws IOException {
        bin = Files.createDirectories(root.resolve("bin"));
        kvm = root.resolve("kvm");
        temporary = Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("target"));
        Files.writeString(root.resolve("target/obol.elf"), "no image");
        qemu(GUEST);
    }

    /** Whatever a test that failed has left. */
    @AfterEach
    void endGuests() throws IOException {
        for (long guest : guests()) ProcessHandle.of(guest).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void qemu(String script) throws IOException {
        script(bin.resolve("qemu-system-x86_64"), script);
    }

    private static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-Dobol.root=" + root, "-Dobol.kvm=" + kvm, "-Djava.io.tmpdir=" + temporary,
            "-cp", System.getProperty("java.class.path"), "obol.host.Main", "run"));
        command.addAll(List.of(arguments));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        return builder.redirectOutput(root.resolve("out").toFile()).redirectError(root.resolve("err").toFile());
    }

    private Process start(String... arguments) throws IOException {
        return builder(command(arguments)).start();
    }

    private Result end(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");
        return new Result(process.exitValue(), Files.readString(root.resolve("out")), Files.readString(root.resolve("err")));
    }

    private Result run(String input, String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return end(process);
    }

    private void nothingIsLeft() throws IOException, InterruptedException {
        for (int i = 0; i < 1200 && !guests().isEmpty(); i++) Thread.sleep(50);
        assertEquals(List.of(), guests());
    }

    /** Processes in QEMU's place that belong to this test. */
    private List<Long> guests() throws IOException {
        List<Long> guests = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
                if (line.contains("id=carrier,path=" + temporary)) guests.add(process.pid());
            } catch (IOException ended) {
                // Then it is none.
            }
        }
        return guests;
    }

    private void noFilesAreLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(List.of(), files.filter(f -> f.getFileName().toString().startsWith("obol")).toList());
        }
    }

    @Test
    void streamsAndStatusAreTheGuests() throws Exception {
        assertEquals(new Result(3, "one\r two", "three"), run("", "-c", "say one\r two\ncomplain three\nexit 3"));
    }

    @Test
    void inputIsTheGuests() throws Exception {
        assertEquals(new Result(0, "typed\n\u0001", ""), run("typed\n\u0001", "-c", "cat"));
        nothingIsLeft();
        noFilesAreLeft();
    }

    @Test
    void commandsAreReadFromAnInputThatIsNoTerminal() throws Exception {
        Result result = run("say hello\nexit 200\n", "--port", "0");
        assertEquals(200, result.status);
        assertEquals("hello", result.out);
        assertTrue(result.err.matches("obol: 9P on 127\\.0\\.0\\.1:\\d+\n"), result.err);
    }

    @Test
    void withoutQemu() throws Exception {
        Files.delete(bin.resolve("qemu-system-x86_64"));
        ProcessBuilder builder = builder(command("-c", "say x"));
        builder.environment().put("PATH", bin.toString());
        assertEquals(new Result(125, "", "obol: cannot run QEMU: there is no qemu-system-x86_64\n"), end(builder.start()));
    }

    @Test
    void qemuThatDies() throws Exception {
        qemu("echo first >&2; echo 'qemu: no such machine' >&2; exit 1");
        assertEquals(new Result(125, "", "obol: QEMU died: qemu: no such machine\n"), run("", "-c", "say x"));
        qemu("exit 7");
        assertEquals(new Result(125, "", "obol: QEMU died: status 7\n"), run("", "-c", "say x"));
        noFilesAreLeft();
    }

    /** What the kernel says at every boot is not why it stopped. */
    @Test
    void qemuThatDiesWhenTheKernelHasBegun() throws Exception {
        qemu("for a; do case $a in file,id=serial,*) echo obol 0123abcd >\"${a##*path=}\";; esac; done; exit 7");
        Path log = root.resolve("target/kernel.log");
        assertEquals(new Result(125, "", "obol: QEMU died: status 7 (" + log + ")\n"), run("", "-c", "say x"));
        assertEquals("obol 0123abcd\n", Files.readString(log));
    }

    @Test
    void aKernelThatPanics() throws Exception {
        Path log = root.resolve("target/kernel.log");
        assertEquals(new Result(125, "", "obol: the kernel stopped: panic: page fault (" + log + ")\n"), run("", "-c", "panic"));
        assertTrue(Files.readString(log).endsWith("at nowhere\n"));
        noFilesAreLeft();
    }

    @Test
    void aGuestThatTalksNonsense() throws Exception {
        assertEquals(new Result(125, "", "obol: the guest broke the carrier's protocol: a frame of kind 105, 115\n"), run("", "-c", "garbage"));
        nothingIsLeft();
        noFilesAreLeft();
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + other.getLocalPort();
            assertEquals(new Result(125, "", "obol: port " + port + " is taken\n"), run("", "--port", port, "-c", "say x"));
        }
        nothingIsLeft();
    }

    private Process hanging() throws IOException, InterruptedException {
        // Started in the background of a script it would ignore SIGINT.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command("-c", "hang"));
        Process process = builder(command).start();
        for (int i = 0; i < 600 && Files.size(root.resolve("out")) == 0; i++) Thread.sleep(50);
        assertEquals("hanging", Files.readString(root.resolve("out")));
        assertEquals(1, guests().size());
        return process;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor());
    }

    @Test
    void ctrlCEndsItWith130() throws Exception {
        Process process = hanging();
        signal("INT", process);
        assertEquals(new Result(130, "hanging", ""), end(process));
        nothingIsLeft();
        noFilesAreLeft();
    }

    @Test
    void theGuestDiesWithAProcessThatIsKilled() throws Exception {
        Process process = hanging();
        signal("KILL", process);
        assertEquals(137, end(process).status);
        nothingIsLeft();
    }

    @Test
    void outputThatNobodyReads() throws Exception {
        String line = String.join(" ", command("-c", "'many 3000000'")) + " | head -c 5; exit ${PIPESTATUS[0]}";
        Result result = end(builder(List.of("bash", "-c", line)).start());
        assertEquals(new Result(141, "\0\1\2\3\4", ""), result);
        nothingIsLeft();
    }

    /** What QEMU is told; the ports that were free are said. */
    @Test
    void aNetworkIsAskedFor() throws Exception {
        qemu("for a; do printf '%s\\n' \"$a\" >>'" + root + "/words'; done; " + GUEST);
        Result result = run("", "-c", "say x", "--forward", "0:564");
        assertEquals(0, result.status, result.err);
        assertTrue(result.err.matches("obol: 127\\.0\\.0\\.1:\\d+ is port 564\n"), result.err);
        String door = result.err.replaceAll(".*:(\\d+) is .*\n", "$1");
        List<String> words = Files.readAllLines(root.resolve("words"));
        assertTrue(words.contains("user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:" + door + "-:564"), words.toString());
        Files.delete(root.resolve("words"));
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x", "--net"));
        assertTrue(Files.readAllLines(root.resolve("words")).contains("user,id=net"));
        Files.delete(root.resolve("words"));
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x"));
        assertEquals(List.of(), Files.readAllLines(root.resolve("words")).stream().filter(word -> word.contains("net")).toList());
    }

    /** QEMU with this in the place of a boot under KVM; what it was told is in the file "words", a line for each start. */
    private void accelerated(String boot) throws IOException {
        qemu("echo \"$*\" >>'" + root + "/words'; case \"$*\" in *'-accel kvm '*' -c false '*) " + boot + ";; esac; " + GUEST);
    }

    private List<String> accelerators() throws IOException {
        return Files.readAllLines(root.resolve("words")).stream().map(line -> line.replaceAll(".* -accel (\\w+) .*", "$1")).toList();
    }

    /** It is tried once; what came of it holds until the host is booted again. */
    @Test
    void kvmIsTakenWhereAGuestHasRunToItsEnd() throws Exception {
        Files.writeString(kvm, "");
        accelerated("exit 3");
        for (int i = 0; i < 2; i++) assertEquals(new Result(0, "x", ""), run("", "-c", "say x"));
        assertEquals(List.of("kvm", "kvm", "kvm"), accelerators());
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x", "--accel", "tcg"));
        assertEquals(List.of("kvm", "kvm", "kvm", "tcg"), accelerators());
        Path known = root.resolve("target/kvm");
        Files.writeString(known, "an-earlier-boot" + Files.readString(known).substring(Files.readString(known).indexOf(' ')));
        accelerated("exit 1");
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x", "--accel", "auto"));
        assertEquals(List.of("kvm", "tcg"), accelerators().subList(4, 6));
    }

    @Test
    void kvmThatHangsOrAbortsIsNotTaken() throws Exception {
        Files.writeString(kvm, "");
        for (String failure : List.of("exec sleep 1000", "kill -ABRT $$", "exit 0", "exit 1")) {
            accelerated(failure);
            Files.deleteIfExists(root.resolve("target/kvm"));
            Files.deleteIfExists(root.resolve("words"));
            assertEquals(new Result(0, "x", ""), run("", "-c", "say x"), failure);
            assertEquals(List.of("kvm", "tcg"), accelerators(), failure);
        }
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x"));
        assertEquals(List.of("kvm", "tcg", "tcg"), accelerators());
    }

    @Test
    void kvmThatIsNotThere() throws Exception {
        accelerated("exit 1");
        assertEquals(new Result(0, "x", ""), run("", "-c", "say x"));
        assertEquals(List.of("tcg"), accelerators());
        assertEquals(new Result(125, "", "obol: run: --accel kvm: there is no /dev/kvm that this user may open\n"), run("", "-c", "say x", "--accel", "kvm"));
    }

    @Test
    void hostedIsAProcessOfItsOwn() throws Exception {
        script(root.resolve("target/obol-hosted"), "for a; do printf '[%s]' \"$a\"; done; cat; exit 201");
        assertEquals(new Result(201, "[--mem][64M][--cpus][2][--dial][h:1][--port][0][-c][a b]typed", ""),
            run("typed", "--hosted", "--mem", "64M", "--cpus", "2", "--port", "0", "--dial", "h:1", "-c", "a b"));
    }

    /** Runs it on a terminal of its own, between two looks at the terminal's setting; gives what the terminal showed. */
    private String onTerminal(String during, String keys) throws Exception {
        Path script = root.resolve("script");
        script(script, "stty -g; " + during + "; stty -g");
        Process process = builder(List.of("script", "-q", "-e", "-c", script.toString(), "/dev/null")).start();
        for (int i = 0; i < 600 && !Files.readString(root.resolve("out")).contains("% "); i++) Thread.sleep(50);
        process.getOutputStream().write(keys.getBytes(StandardCharsets.ISO_8859_1));
        process.getOutputStream().flush();
        Result result = end(process);
        assertEquals(0, result.status, result.toString());
        String[] lines = result.out.split("\r\n", -1);
        assertEquals(lines[0], lines[lines.length - 2], "the terminal is not as it was: " + result.out);
        return String.join("\n", java.util.Arrays.copyOfRange(lines, 1, lines.length - 2));
    }

    private String obolRun() {
        return String.join(" ", command("--port", "0"));
    }

    @Test
    void keysAreBytesOnATerminal() throws Exception {
        String shown = onTerminal(obolRun() + "; echo; echo status $?", "a\3\r\u001c\u0004");
        assertTrue(shown.matches("obol: 9P on 127\\.0\\.0\\.1:\\d+\n/% <97><3><13><28>\nstatus 0"), shown);
    }

    @Test
    void twoCtrlBracketsLeave() throws Exception {
        String shown = onTerminal(obolRun() + "; echo; echo status $?", "a\u001db\u001d\u001d");
        assertTrue(shown.matches("(?s)obol: 9P on [0-9.:]+\n/% .*\nstatus 0"), shown);
        nothingIsLeft();
    }

    @Test
    void theTerminalIsPutRightAfterAKill() throws Exception {
        // Killed in the background of the script; its keeper has a moment to put the terminal right.
        String shown = onTerminal("exec 3<&0; " + obolRun() + " <&3 & p=$!; while ! grep -q '% ' '" + root.resolve("out") + "'; do sleep 0.1; done; kill -9 $p; wait $p; sleep 1; echo", "");
        assertTrue(shown.contains("/% "), shown);
        nothingIsLeft();
    }

    private void usage(String message, String... arguments) {
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        int status;
        try {
            String[] all = new String[arguments.length + 1];
            all[0] = "run";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            status = Main.run(all);
        } finally {
            System.setErr(err);
        }
        assertEquals("obol: " + message + "\n", written.toString(StandardCharsets.UTF_8));
        assertEquals(2, status);
    }

    @Test
    void badUseIsOneLineEach() {
        usage("run: --mem 1M: the least that boots is 24M", "--mem", "1M");
        usage("run: --mem 31M: the least that boots with --with is 32M", "--mem", "31M", "--with", "some.jar");
        for (String cores : List.of("0", "9", "x", "", "12")) usage("run: --cpus " + cores + ": a number from 1 to 8 is wanted", "--cpus", cores);
        usage("run: --mem 64: a number with K, M or G is wanted", "--mem", "64");
        usage("run: --mem -1M: a number with K, M or G is wanted", "--mem", "-1M");
        usage("run: --port 65536: a number from 0 to 65535 is wanted", "--port", "65536");
        usage("run: --port http: a number from 0 to 65535 is wanted", "--port", "http");
        usage("run: --dial example.org: HOST:PORT is wanted", "--dial", "example.org");
        usage("run: --dial example.org:0: HOST:PORT is wanted", "--dial", "example.org:0");
        for (String way : List.of("", "80", "80:", ":80", "x:80", "80:0", "1:2:3", "65536:80")) {
            usage("run: --forward " + way + ": HOSTPORT:PORT is wanted", "--forward", way);
        }
        usage("run: --forward: not with --hosted, whose ports are the host's", "--hosted", "--forward", "0:80");
        usage("run: --accel: not with --hosted", "--hosted", "--accel", "tcg");
        usage("run: --accel whpx: tcg, kvm or auto is wanted", "--accel", "whpx");
        usage("missing.jar: no such file or folder", "--with", "missing.jar", "-c", "echo x");
        usage("Unknown option: '--nonsense'", "--nonsense");
        usage("Unmatched argument at index 1: 'word'", "word");
        usage("Missing required parameter for option '-c' (CMDS)", "-c");
        usage("run: -c: too long (at most 48128 bytes): give the commands on standard input", "-c", "x".repeat(50_000));
    }
}
