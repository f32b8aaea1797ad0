package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.aot.Compilation;
import obol.host.image.Images;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --seal}: the system works with the system calls that it needs, and any other ends the process. */
class SealTest {
    private static final Path FOLDER = Path.of("target/seal").toAbsolutePath();
    private static final Path ASSEMBLY = Obol.ROOT.resolve("nucleus/src/main/nasm/linux");
    /** SIGSYS, as shells count. */
    private static final int ENDED = 128 + 31;
    /** The kernel's own returns from its probes, which it lets past filters; from elsewhere they are SIGILL or an error. */
    private static final Set<Integer> PROBES = Set.of(335, 336);
    /** Past the last number of x86-64, and what belongs to the x32 interface. */
    private static final int LAST = 470, X32 = 1 << 30;
    private static Path image;

    @BeforeAll
    static void link() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", classes.toString(),
            "-cp", Images.nucleusClasses().toString(), "src/programs/seal/Asks.java"));
        image = Images.link("linux", List.of(Images.compileSuite(classes, List.of(new Compilation.Program("asks", "obol/nucleus/Asks"))).get("linux")),
            FOLDER.resolve("asks"));
    }

    private static Outcome asks(String call, String... options) {
        List<String> command = new ArrayList<>(List.of(image.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-c", call));
        return Outcome.of(command, Map.of(), "");
    }

    private static void ends(String call, String... options) {
        assertEquals(new Outcome("", "", ENDED), asks(call, options), call);
    }

    private static void lives(String call, String... options) {
        assertEquals(new Outcome("lives\n", "", 0), asks(call, options), call);
    }

    @Test
    void othersEndTheProcess() {
        String getpid = "39", execve = "59", prctl = "157", typed = "16,0," + 0x5412, executable = "10,4194304,4096,4", socket = "41,2,1,0";
        for (String call : List.of(getpid, execve, prctl, typed, executable, socket, Integer.toString(X32))) {
            lives(call);
            ends(call, "--seal");
            ends(call, "--mem", "64M", "--seal");
            ends(call, "--cpus", "2", "--seal");
        }
    }

    /** Each core is a thread of Linux; the filter is that of all. */
    @Test
    void theFilterIsThatOfAllCores() throws Exception {
        Process obol = new ProcessBuilder(Obol.hosted().toString(), "--cpus", "3", "--seal", "-c", "echo sealed; cat").start();
        try (BufferedReader out = obol.inputReader()) {
            assertEquals("sealed", out.readLine());
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + obol.pid() + "/task"))) {
                List<String> filters = new ArrayList<>();
                for (Path thread : threads.toList()) {
                    Matcher mode = Pattern.compile("(?m)^Seccomp:\\s(\\d)$").matcher(Files.readString(thread.resolve("status")));
                    filters.add(mode.find() ? mode.group(1) : "unknown");
                }
                assertEquals(List.of("2", "2", "2"), filters);
            }
            obol.getOutputStream().close();
            assertTrue(obol.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, obol.exitValue());
        } finally {
            obol.destroyForcibly();
        }
    }

    /** What stands where the value of another option is expected, is one. */
    @Test
    void theWordMayBeAValue() {
        lives("39", "--dial", "--seal");
    }

    /** Sockets are there for those who are to use them; no other family than IPv4 is. */
    @Test
    void sockets() {
        lives("41,2,1,0", "--seal", "--port", "0");
        lives("41,2,1,0", "--seal", "--dial", "127.0.0.1:1");
        ends("41,1,1,0", "--seal", "--port", "0");
        ends("42,-1,0,0", "--seal", "--port", "0");
        ends("50,-1,0,0", "--seal", "--dial", "127.0.0.1:1");
    }

    /** Numbers and names of the table, by the source. */
    private static Map<String, Integer> table() throws IOException {
        Map<String, Integer> numbers = new TreeMap<>(), table = new TreeMap<>();
        String text = Files.readString(ASSEMBLY.resolve("linux.asm")) + Files.readString(ASSEMBLY.resolve("seal.asm"));
        for (Matcher m = Pattern.compile("(?m)^SYS_(\\w+) equ (\\d+)").matcher(text); m.find(); ) numbers.put(m.group(1), Integer.parseInt(m.group(2)));
        for (Matcher m = Pattern.compile("(?m)^ +ALLOW(?:_IF)? [A-Z| ]+, SYS_(\\w+)").matcher(text); m.find(); ) table.put(m.group(1), numbers.get(m.group(1)));
        assertTrue(table.size() > 20 && !table.containsValue(null), table.toString());
        return table;
    }

    @Test
    @Tag("slow")
    void allOthersEndTheProcess() throws IOException {
        Set<Integer> allowed = new TreeSet<>(table().values());
        for (int number = 0; number < LAST; number++) {
            if (!allowed.contains(number) && !PROBES.contains(number)) ends(Integer.toString(number), "--seal");
        }
    }

    @Test
    void theDocumentsHaveTheTable() throws IOException {
        String page = Files.readString(Obol.ROOT.resolve("docs/seal.md"));
        Set<String> listed = new TreeSet<>();
        for (Matcher m = Pattern.compile("`(\\w+)`").matcher(page.lines().filter(l -> l.startsWith("| ")).reduce("", (a, b) -> a + b + "\n")); m.find(); ) {
            listed.add(m.group(1).toUpperCase(java.util.Locale.ROOT));
        }
        assertEquals(table().keySet(), listed);
    }

    @Test
    void theSystemWorks() {
        String commands = "for i in a b c; do echo $i | cat; done; ls -d /bin /tmp | sort > /tmp/x; wc -l < /tmp/x; sleep 100 & kill $!; wait $!; echo $?";
        assertEquals(new Outcome("a\nb\nc\n2\n137\n", "", 0), Outcome.of(List.of(Obol.hosted().toString(), "--seal", "-c", commands), Map.of(), ""));
        Outcome typed = Outcome.of(List.of(Obol.hosted().toString(), "--seal", "--port", "0"), Map.of(), "cat\ntyped\n");
        assertEquals(new Outcome("typed\n", typed.err(), 0), typed);
        Outcome run = Obol.run(Map.of(), "--hosted", "--seal", "-c", "exit 3");
        assertEquals(new Outcome("", "", 3), run);
        assertEquals(new Outcome("", "obol: run: --seal: only with --hosted\n", 2), Obol.run(Map.of(), "--seal", "-c", "true"));
    }

    /** A connection to where nobody allowed one is refused before Linux would see it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:2"})
    void dialsWhereItMay(String place) {
        List<String> command = new ArrayList<>(List.of(Obol.hosted().toString(), "--seal"));
        if (!place.isEmpty()) command.addAll(List.of("--dial", place));
        command.addAll(List.of("-c", "mount tcp!127.0.0.1!1 /n; mount tcp!127.0.0.1!2 /n; echo $?"));
        Outcome outcome = Outcome.of(command, Map.of(), "");
        assertTrue(outcome.err().contains("127.0.0.1:1 is not allowed (--dial)"), outcome.toString());
        assertEquals(place.isEmpty(), outcome.err().contains("127.0.0.1:2 is not allowed (--dial)"), outcome.toString());
        assertEquals("1\n", outcome.out());
    }

    @Test
    void servesClients() throws Exception {
        Process obol = new ProcessBuilder(Obol.hosted().toString(), "--seal", "--port", "0", "-c", "echo ready; cat").start();
        try (BufferedReader out = obol.inputReader(); BufferedReader err = obol.errorReader()) {
            String line = err.readLine();
            assertTrue(line.startsWith("obol: 9P on 127.0.0.1:"), line);
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            assertEquals("ready", out.readLine());
            assertEquals("obol\n", read(port, "/dev/sysname"));
            obol.getOutputStream().close();
            assertTrue(obol.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, obol.exitValue());
        } finally {
            obol.destroyForcibly();
        }
    }

    private static String read(int port, String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Client client = Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, 65536);
            try (RemoteFile file = client.attach("root", 0, "").walk(path)) {
                file.open(OpenMode.READ);
                return new String(file.readAll(), StandardCharsets.UTF_8);
            }
        }
    }
}
