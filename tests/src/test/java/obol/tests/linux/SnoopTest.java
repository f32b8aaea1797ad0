package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snoop} reads in the frames of a machine on its network, beside tcpdump's reading of the same frames. */
@Tag("qemu")
@Tag("slow")
@Timeout(300)
class SnoopTest {
    private static final Path TCPDUMP = Path.of("/usr/bin/tcpdump");
    private static final Pattern OURS = Pattern.compile(" *[0-9.]+ (?:tcp (\\S+)!(\\d+) > (\\S+)!(\\d+) .* (\\d+) bytes"
            + "|icmp (\\S+) > (\\S+) (echo request|echo reply) (\\d+) seq (\\d+)|arp (\\S+) asks for (\\S+))");
    private static final Pattern THEIRS = Pattern.compile("(?:IP (\\S+)\\.(\\d+) > (\\S+)\\.(\\d+): Flags .*length (\\d+)"
            + "|IP (\\S+) > (\\S+): ICMP (echo request|echo reply), id (\\d+), seq (\\d+), .*|ARP, Request who-has (\\S+) tell (\\S+), .*)");

    @TempDir Path folder;

    @Test
    void readsFramesAsTcpdumpDoesAndNinePMessages() throws Exception {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(TCPDUMP), "there is no tcpdump");
        RunningObol.build();
        byte[] capture;
        List<String> frames, messages;
        try (RunningObol obol = new RunningObol("--net", "--forward", "0:564")) {
            obol.port();
            for (String fact : List.of("grep -c Listen /net/tcp/0/status", "grep -c '^address 10.0.2.15/24' /net/ipifc/1/status")) {
                while (!obol.does(fact).equals(List.of("1"))) Thread.sleep(50);
            }
            obol.does("cat /net/ether0/snoop > /tmp/capture & snoop=$!");
            while (!obol.does("test -s /tmp/capture; echo $?").equals(List.of("0"))) Thread.sleep(50); // its header
            assertTrue(String.join("\n", obol.does("ping -c 2 -i 0.1 10.0.2.2")).contains("2 sent, 2 received"));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), obol.forwarded())) {
                try (RemoteFile name = attached(socket).walk("dev/sysname")) {
                    name.open(OpenMode.READ);
                    assertEquals("obol\n", new String(name.read(0, 100), StandardCharsets.UTF_8));
                }
            }
            obol.does("kill $snoop; wait $snoop");
            frames = obol.does("snoop /tmp/capture");
            messages = obol.does("snoop -9 /tmp/capture");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), obol.port())) {
                RemoteFile file = attached(socket).walk("tmp/capture");
                file.open(OpenMode.READ);
                capture = file.readAll();
            }
        }
        List<String> theirs = tcpdump(capture);
        assertEquals(theirs.size(), frames.size(), () -> String.join("\n", frames) + "\n" + String.join("\n", theirs));
        List<String> expected = new ArrayList<>(), found = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            add(expected, i, THEIRS.matcher(theirs.get(i)), 12, 11);
            add(found, i, OURS.matcher(frames.get(i)), 11, 12);
        }
        assertEquals(expected, found);
        assertTrue(found.stream().filter(line -> line.contains("echo request")).count() >= 2, () -> String.join("\n", frames));
        assertTrue(found.size() > 10, () -> String.join("\n", frames));

        String said = String.join("\n", messages);
        int at = 0;
        for (String name : List.of("VERSION", "ATTACH", "WALK", "LOPEN", "READ", "CLUNK")) {
            for (String type : List.of("T" + name, "R" + name)) {
                at = said.indexOf(type, at);
                assertTrue(at >= 0, type + " is missing in\n" + said);
            }
        }
        assertTrue(said.contains("!564") && said.contains("sysname") && !said.contains("malformed"), said);
    }

    /** Line by line what both read in the frame; nothing of one that one of them does not take apart. */
    private static void add(List<String> lines, int number, Matcher m, int asker, int wanted) {
        if (!m.matches()) return;
        if (m.group(1) != null) lines.add(number + " tcp" + groups(m, 1));
        else if (m.group(6) != null) lines.add(number + " icmp" + groups(m, 6));
        else lines.add(number + " arp " + m.group(asker) + " asks for " + m.group(wanted));
    }

    /** The five from this one on. */
    private static String groups(Matcher m, int first) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i < first + 5; i++) text.append(' ').append(m.group(i));
        return text.toString();
    }

    private static RemoteFile attached(Socket socket) throws Exception {
        return Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, 8192).attach("root", 0, "");
    }

    private List<String> tcpdump(byte[] capture) throws Exception {
        Path file = Files.write(folder.resolve("capture"), capture);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(TCPDUMP.toString(), "-nn", "-t", "-r", file.toString()).redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        return Files.readAllLines(out);
    }
}
