package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code --net}: the host's network as {@code /net} of a hosted system, with Java's sockets on the other side. */
@Tag("slow")
class HostNetworkTest {
    private static final int PATIENCE_SECONDS = 120;

    private static Outcome net(String commands, String... options) {
        List<String> command = new ArrayList<>(List.of(Obol.hosted().toString(), "--net"));
        command.addAll(List.of(options));
        command.addAll(List.of("-c", commands));
        return Outcome.of(command, Map.of(), "");
    }

    private static Outcome good(String out) {
        return new Outcome(out, "", 0);
    }

    /** Takes one connection, sends back all of what it sends, and ends. */
    private static CompletableFuture<byte[]> echo(ServerSocket door) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = door.accept()) {
                byte[] all = client.getInputStream().readAllBytes();
                client.getOutputStream().write(all);
                return all;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** An Obol that goes on until its input ends, of which a line of output says that it is there. */
    private static Process started(String commands, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Obol.hosted().toString(), "--net"));
        command.addAll(List.of(options));
        command.addAll(List.of("-c", commands));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The port in a line {@code … ADDRESS!PORT}. */
    private static int port(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf('!') + 1).strip());
    }

    private static void ended(Process obol) throws Exception {
        obol.getOutputStream().close();
        assertTrue(obol.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, obol.exitValue());
    }

    @Test
    void dialsBothWays() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = door.getLocalPort();
            CompletableFuture<byte[]> first = echo(door);
            assertEquals(good("hello\n"), net("echo hello | dial tcp!127.0.0.1!" + port));
            assertArrayEquals("hello\n".getBytes(), first.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            CompletableFuture<byte[]> second = echo(door);
            assertEquals(good("equal\n"), net("cat /lib/sample /lib/sample /lib/sample /lib/sample > /tmp/a; dial tcp!localhost!" + port
                + " < /tmp/a > /tmp/b; cmp /tmp/a /tmp/b && echo equal"));
            assertTrue(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).length > 100_000);
        }
    }

    /** Raw sockets, or those for pings, are not for everybody on Linux: then that is what is said. */
    @Test
    void pings() {
        Outcome outcome = net("ping -c 2 -i 0.01 127.0.0.1");
        boolean allowed = !outcome.err().contains("ermi");
        assertTrue(!allowed || outcome.status() == 0 && outcome.out().startsWith("64 bytes from 127.0.0.1: seq 0 time ")
            && outcome.out().contains("\n2 sent, 2 received, 0% lost\n"), outcome.toString());
    }

    @Test
    void whatFailsSaysWhy() throws Exception {
        int port;
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = door.getLocalPort();
            assertEquals(new Outcome("", "listen: Address already in use\n", 1), net("listen tcp!127.0.0.1!" + port + " cat"));
        }
        assertEquals(new Outcome("", "dial: Connection refused\n", 1), net("dial tcp!127.0.0.1!" + port));
        assertEquals(new Outcome("", "dial: cs: can't translate service: tcp!h!nosuch\n", 1), net("dial tcp!h!nosuch"));
        assertEquals(new Outcome("", "dial: 127.0.0.1:" + port + " is not allowed (--dial)\n", 1),
            net("dial tcp!127.0.0.1!" + port, "--dial", "127.0.0.1:1"));
    }

    /** Without {@code --net} the machine has itself to talk to. */
    @Test
    void withoutTheOptionItIsAloneInTheWorld() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Outcome.of(List.of(Obol.hosted().toString(), "-c", "dial tcp!127.0.0.1!" + door.getLocalPort()), Map.of(), "");
            assertEquals(new Outcome("", "dial: Connection refused\n", 1), outcome);
        }
    }

    @Test
    void listensAndRunsACommandForEachCall() throws Exception {
        Process obol = started("listen -v tcp!127.0.0.1!0 sort & cat");
        try (BufferedReader out = obol.inputReader()) {
            int port = port(out.readLine());
            for (int i = 0; i < 3; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write("b\na\nc\n".getBytes());
                    socket.shutdownOutput();
                    assertEquals("a\nb\nc\n", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                }
            }
            ended(obol);
        } finally {
            obol.destroyForcibly();
        }
    }

    @Test
    void servesAndFetchesByHttp() throws Exception {
        Process obol = started("mkdir /tmp/w; cat /lib/sample > /tmp/w/text.txt; httpd -q -a tcp!127.0.0.1!0 / & cat");
        try (BufferedReader out = obol.inputReader()) {
            int port = port(out.readLine());
            String base = "http://127.0.0.1:" + port;
            byte[] sample = get(base + "/lib/sample", null, 200);
            assertArrayEquals(sample, get(base + "/tmp/w/text.txt", null, 200));
            byte[] part = get(base + "/lib/sample", "bytes=100-199", 206);
            assertEquals(new String(sample, 100, 100, StandardCharsets.UTF_8), new String(part, StandardCharsets.UTF_8));
            assertEquals("obol\n", text(base + "/dev/sysname"));
            assertTrue(text(base + "/tmp/w/").contains("<a href=\"./text.txt\">"));
            assertTrue(text(base + "/-/status").contains("<title>Obol</title>"));
            assertTrue(text(base + "/-/status.json").contains("\"name\":\"httpd\""));
            get(base + "/nosuch", null, 404);
            get(base + "/%2e%2e/%2e%2e/etc/passwd", null, 404);
            assertEquals(good("equal\n"), net("fetch -o /tmp/x " + base + "/lib/sample && cmp /tmp/x /lib/sample && echo equal"));
            assertEquals(new Outcome("file does not exist\n", "fetch: HTTP/1.1 404 Not Found\n", 1), net("fetch " + base + "/nosuch"));
            ended(obol);
        } finally {
            obol.destroyForcibly();
        }
    }

    /** A directory for clients of 9P at an address: they see it alone, and change it if they may. */
    @Test
    void exportsADirectoryAtAnAddress() throws Exception {
        Process obol = started("mkdir /tmp/w; echo hello >/tmp/w/note; "
            + "export -v /tmp/w tcp!127.0.0.1!0; export -rv /tmp/w tcp!127.0.0.1!0; cat; cat /tmp/w/made");
        try (BufferedReader out = obol.inputReader()) {
            int port = port(out.readLine());
            int readOnly = port(out.readLine());
            try (Socket both = new Socket(InetAddress.getLoopbackAddress(), port); Socket reader = new Socket(InetAddress.getLoopbackAddress(), readOnly)) {
                RemoteFile root = attached(both);
                RemoteFile made = root.walk("");
                made.create("made", 0644, OpenMode.WRITE);
                made.write(0, "by a client\n".getBytes());
                made.close();
                assertEquals("hello\n", read(root, "../../note"));
                assertThrows(StyxException.class, () -> root.walk("../../bin"));
                RemoteFile seen = attached(reader);
                assertEquals("by a client\n", read(seen, "made"));
                StyxException refused = assertThrows(StyxException.class, () -> seen.walk("").create("new", 0644, OpenMode.WRITE));
                assertEquals(Errno.EROFS, refused.errno());
                assertThrows(StyxException.class, () -> seen.walk("note").remove());
            }
            assertEquals(new Outcome("", "export: Address already in use\n", 1), net("export / tcp!127.0.0.1!" + port));
            assertEquals(new Outcome("", "export: /nosuch: not a directory\n", 1), net("export /nosuch tcp!127.0.0.1!0"));
            obol.getOutputStream().close();
            assertEquals("by a client", out.readLine());
            ended(obol);
        } finally {
            obol.destroyForcibly();
        }
    }

    /** A server outside that has ended is there again, and those who come by its door are answered. */
    @Test
    void theDoorFor9PIsOpenedAgain() throws Exception {
        Process obol = new ProcessBuilder(Obol.hosted().toString(), "--port", "0", "-c",
            "for p in /proc/[1-9]*; do grep -q '^name outside$' $p/status && echo kill > $p/ctl; done; sleep 1000").start();
        try (BufferedReader err = obol.errorReader()) {
            String first = err.readLine();
            assertTrue(first.startsWith("obol: 9P on "), first);
            String line;
            do line = err.readLine(); while (line != null && !line.startsWith("obol: 9P on "));
            assertTrue(line != null, "no door is opened again");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))) {
                assertEquals("obol\n", read(attached(socket), "dev/sysname"));
            }
        } finally {
            obol.destroyForcibly();
        }
    }

    private static RemoteFile attached(Socket socket) throws Exception {
        return Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, 8192).attach("root", 0, "");
    }

    private static String read(RemoteFile root, String path) throws Exception {
        try (RemoteFile file = root.walk(path)) {
            file.open(OpenMode.READ);
            return new String(file.read(0, 100), StandardCharsets.UTF_8);
        }
    }

    private static String text(String url) throws IOException {
        return new String(get(url, null, 200), StandardCharsets.UTF_8);
    }

    private static byte[] get(String url, String range, int status) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (range != null) connection.setRequestProperty("Range", range);
        assertEquals(status, connection.getResponseCode(), url);
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return in.readAllBytes();
        }
    }

    /** One system mounts another one's namespace, takes its {@code /net}, and goes out through it: it has no network of its own. */
    @Test
    void goesOutThroughAnothersNetwork() throws Exception {
        byte[] data = new byte[300_000];
        new Random(5).nextBytes(data);
        Process gate = new ProcessBuilder(Obol.hosted().toString(), "--net", "--port", "0", "-c", "cat").start();
        try (BufferedReader err = gate.errorReader(); ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String line = err.readLine();
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            CompletableFuture<byte[]> answered = echo(door);
            Process inner = new ProcessBuilder(Obol.hosted().toString(), "-c", "mount tcp!127.0.0.1!" + port + " /n/gate; bind /n/gate/net /net; dial tcp!127.0.0.1!"
                + door.getLocalPort()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            CompletableFuture<byte[]> got = CompletableFuture.supplyAsync(() -> {
                try {
                    return inner.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            inner.getOutputStream().write(data);
            inner.getOutputStream().close();
            assertArrayEquals(data, got.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertArrayEquals(data, answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, inner.waitFor());
            gate.getOutputStream().close();
            assertTrue(gate.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            gate.destroyForcibly();
        }
    }

    /** With a network a mount goes through {@code /net}. */
    @Test
    void mountsThroughTheNetwork() throws Exception {
        Process served = new ProcessBuilder(Obol.hosted().toString(), "--port", "0", "-c", "cat").start();
        try (BufferedReader err = served.errorReader()) {
            String line = err.readLine();
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            assertEquals(good("obol\n0\n"), net("mount tcp!127.0.0.1!" + port + " /n/a; cat /n/a/dev/sysname; netstat | grep -q '127.0.0.1!" + port + "$'; echo $?"));
            served.getOutputStream().close();
            assertTrue(served.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            served.destroyForcibly();
        }
    }

    @Test
    void theSealLeavesIt() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<byte[]> answered = echo(door);
            assertEquals(good("sealed\n"), net("echo sealed | dial tcp!127.0.0.1!" + door.getLocalPort(), "--seal"));
            answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
