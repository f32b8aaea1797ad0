package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import obol.tests.Outcome;
import org.junit.jupiter.api.Test;

/** One line each, the right status, and it ends; with QEMU's part faked there is more of it in the tests of {@code obol run}. */
class BadUseTest {
    private static void gives(int status, String line, String... arguments) {
        assertEquals(new Outcome("", "obol: " + line + "\n", status), Obol.run(Map.of(), arguments));
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            gives(125, "port " + port + " is taken", "--port", port, "-c", "echo x");
            gives(125, "port " + port + " is taken", "--hosted", "--port", port, "-c", "echo x");
        }
    }

    @Test
    void optionsOfTheHostedImage() {
        for (List<String> wrong : List.of(List.of("--nonsense", "x"), List.of("-c"), List.of("--mem", "1M", "-c", "echo x"), 
                List.of("--port", "x"))) {
            List<String> command = new java.util.ArrayList<>(List.of(Obol.hosted().toString()));
            command.addAll(wrong);
            Outcome outcome = Outcome.of(command, Map.of(), "");
            assertEquals(2, outcome.status(), outcome::toString);
            assertEquals("", outcome.out());
            assertEquals(1, outcome.err().lines().count(), outcome::toString);
        }
    }
}
