package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal of {@code script}: Ctrl-C. */
class TerminalTest {
    @TempDir Path folder;
    private Process process;

    @BeforeAll
    static void needsScript() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script");
    }

    private void start(String command) throws IOException {
        process = new ProcessBuilder("/usr/bin/script", "-q", "-e", "-c", command, "/dev/null").redirectErrorStream(true)
            .redirectOutput(folder.resolve("shown").toFile()).start();
    }

    private String shown() throws IOException {
        return Files.readString(folder.resolve("shown"), StandardCharsets.ISO_8859_1);
    }

    /** Waits until this has been shown so many times. */
    private void until(String text, int times) throws Exception {
        for (int i = 0; i < 3000; i++) {
            if (shown().split(java.util.regex.Pattern.quote(text), -1).length > times) return;
            Thread.sleep(20);
        }
        throw new AssertionError(text + " is not in " + shown());
    }

    private void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.ISO_8859_1));
        process.getOutputStream().flush();
    }

    private void ctrlC(String command) throws Exception {
        start(command);
        try {
            until("% ", 1);
            type("while true; do echo round; done\r");
            until("round", 50);
            long begin = System.nanoTime();
            type("\3");
            until("^C", 1);
            type("echo status $?\r");
            until("status 130", 1);
            System.out.println("Ctrl-C, and a command: " + command.split(" ")[0] + " " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            type("echo begin; while true; do true; done\r");
            until("begin\r\n", 1);
            type("\3");
            until("^C", 2);
            type("echo again $?; exit 3\r");
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "it did not end");
            assertTrue(shown().contains("again 130"), shown());
            assertEquals(3, process.exitValue());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void ctrlCHosted() throws Exception {
        ctrlC(Obol.hosted() + " --port 0");
    }

    @Test
    @Tag("qemu")
    void ctrlCBooted() throws Exception {
        Obol.booted();
        ctrlC(String.join(" ", Obol.command("run", "--port", "0")));
    }
}
