package obol.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.Main;
import obol.host.image.Images;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One executable of all programs in {@code src/programs/sockets}; each prints and ends as on HotSpot. */
class SocketProgramsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin");

    @TempDir static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(List.of("-nowarn", "-encoding", "UTF-8", "--release", "17", "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(Path.of("src/programs/sockets"))) {
            sources.map(Path::toString).sorted().forEach(javac::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(new String[0])));
        assertEquals(0, Main.run("compile", classes.toString(), "--main", "sockets.Main", "-o", executable()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "Streams", "Datagrams", "Channels", "Http", "Urgent", "Interfaces"})
    void asOnHotSpot(String program) throws Exception {
        assertEquals(run(List.of(java(), "-Xshare:auto", "-cp", folder.resolve("classes").toString(), "sockets.Main", program)),
            run(List.of(executable(), program)));
    }

    /** A switch of threads at every poll. */
    @ParameterizedTest
    @ValueSource(strings = {"Echo", "Channels"})
    void switchingAtEveryPoll(String program) throws Exception {
        Outcome expected = run(List.of(executable(), program));
        assertEquals(expected, Outcome.of(List.of(executable(), program), Map.of("LC_ALL", "C.UTF-8", "OBOL_STRESS", "preempt"), ""));
    }

    /** A unikernel has no network: whatever would make a socket says so. */
    @Test
    @Tag("qemu")
    void unikernelsHaveNone() {
        Path image = folder.resolve("programs.elf");
        assertEquals(0, Main.run("compile", folder.resolve("classes").toString(), "--main", "sockets.Main", "--target", "pc", "-o", image.toString()));
        Outcome outcome = run(Images.bootCommand(image, List.of("Bare")));
        StringBuilder expected = new StringBuilder();
        for (String what : List.of("server", "client", "datagrams", "channel", "selector", "pipe")) {
            expected.append(what).append(": java.net.SocketException: This image has no sockets\n");
        }
        expected.append("name: java.net.UnknownHostException: no.such.host.invalid.: Temporary failure in name resolution\n");
        assertEquals(expected.toString(), outcome.out());
        assertEquals(0, Images.statusOf(outcome.status()));
    }

    private static Outcome run(List<String> command) {
        return Outcome.of(command, ENVIRONMENT, "");
    }

    private static String executable() {
        return folder.resolve("programs").toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
