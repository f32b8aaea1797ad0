package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs of {@code src/programs/sockets} in Obol, where the network is files. They print what they print on HotSpot, but for
 * {@code Urgent}, as the files have no urgent data, and {@code Interfaces}, as the files of the host say less of its links.
 */
@Tag("slow")
class JavaNetTest {
    private static final List<String> PROGRAMS = List.of("Echo", "Streams", "Datagrams", "Channels", "Http");
    private static final int PATIENCE_SECONDS = 300;
    /** What {@code --forward 0:7} is told by. */
    private static final Pattern FORWARDED = Pattern.compile("obol: 127\\.0\\.0\\.1:(\\d+) is port 7");

    @TempDir static Path folder;
    private static Path jar;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-encoding", "UTF-8", "-d", classes.toString(), "-cp", Images.channelsClasses().toString()));
        for (String programs : List.of("sockets", "socketsinobol")) {
            try (Stream<Path> sources = Files.list(Path.of("src/programs").resolve(programs))) {
                sources.map(Path::toString).sorted().forEach(javac::add);
            }
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        jar = Obol.jarOf(classes, folder.resolve("sockets.jar"));
    }

    private static String onHotSpot() {
        StringBuilder all = new StringBuilder();
        for (String program : PROGRAMS) {
            Outcome outcome = Outcome.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                folder.resolve("classes").toString(), "sockets.Main", program), Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin"), "");
            assertEquals(0, outcome.status(), outcome::toString);
            all.append(program).append('\n').append(outcome.out());
        }
        return all + "urgent: java.io.IOException: Operation not supported\n78\n";
    }

    /** Whether there is a server that could know a name, or none that can be asked, is the network's. */
    private static String anyReason(String text) {
        return text.replace("Temporary failure in name resolution", "Name or service not known");
    }

    /** On the host's network, and on the engine's own loopback. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asOnHotSpot(boolean ofTheHost) {
        String commands = "for p in " + String.join(" ", PROGRAMS) + "; do echo $p; sockets $p; done; sockets Urgent";
        List<String> options = new ArrayList<>(List.of("--hosted", "--with", jar.toString(), "-c", commands));
        if (ofTheHost) options.add("--net");
        Outcome outcome = Obol.run(Map.of(), options.toArray(new String[0]));
        assertEquals(anyReason(onHotSpot()), anyReason(outcome.out()), outcome.err());
        assertEquals(0, outcome.status(), outcome.err());
    }

    @Test
    void whatMayNotBeDialledSaysSo() {
        Outcome outcome = Obol.run(Map.of(), "--hosted", "--net", "--dial", "127.0.0.1:1", "--with", jar.toString(), "-c", "sockets Abroad 2 0");
        assertTrue(outcome.err().contains("java.net.SocketException: 10.0.2.2:2 is not allowed (--dial)"), outcome.err());
        assertEquals(134, outcome.status());
    }

    /** Booted: the engine's loopback, a call to the host, and one from there. */
    @Test
    @Tag("qemu")
    void booted() throws Exception {
        Obol.booted();
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
                try (Socket call = door.accept()) {
                    String text = new String(call.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    call.getOutputStream().write("from outside".getBytes());
                    return text;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Process obol = new ProcessBuilder(Obol.command("run", "--net", "--forward", "0:7", "--with", jar.toString(), "-c",
                "sockets Http; sockets Abroad " + door.getLocalPort() + " 7")).start();
            try (BufferedReader out = obol.inputReader(); BufferedReader err = obol.errorReader()) {
                CompletableFuture<Integer> forwarded = new CompletableFuture<>();
                CompletableFuture.runAsync(() -> err.lines().map(FORWARDED::matcher).filter(Matcher::matches)
                    .forEach(line -> forwarded.complete(Integer.parseInt(line.group(1)))));
                List<String> lines = new ArrayList<>();
                for (String line; (line = out.readLine()) != null && !line.equals("from outside"); ) lines.add(line);
                assertTrue(lines.contains("you asked for /once"), lines.toString());
                assertEquals("from within", heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forwarded.get(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
                    socket.getOutputStream().write("echo".getBytes());
                    socket.shutdownOutput();
                    assertEquals("echo", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                }
                assertEquals("done", out.readLine());
                assertTrue(obol.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
                assertEquals(0, obol.exitValue());
            } finally {
                obol.destroyForcibly();
            }
        }
    }
}
