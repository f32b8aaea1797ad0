package obol.styx.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.styx.net.TcpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in README.md are these, and they run. */
class ReadmeTest {
    @ParameterizedTest
    @ValueSource(strings = {"GreetingServer", "GreetingClient"})
    void theReadmeShowsTheSource(String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/obol/styx/example/" + name + ".java"));
        String body = source.substring(source.indexOf("public final class"));
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + body + "```"), name);
    }

    @Test
    void theProgramsRun() throws Exception {
        try (TcpServer server = GreetingServer.start(0)) {
            Thread t = new Thread(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            t.start();
            assertEquals("hello, Charon\ntmp\ngreeting\nctl\nevents\n",
                    GreetingClient.greet(server.port(), "Charon"));
            server.close();
            t.join();
        }
    }
}
