package obol.styx.diod;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import obol.styx.Dialect;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.net.StreamCarrier;

/** LLNL's server of 9P2000.L, as Debian ships it, serving one connection over its standard input and output. */
final class Diod implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/diod");

    private final Process process;

    private Diod(Process process) {
        this.process = process;
    }

    /** Skips the test where there is none, unless all must run. */
    static void require() {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(PROGRAM), "there is no diod");
    }

    static Diod serve(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-f", "-n", "-r", "0", "-w", "1",
                "-L", "stderr", "-e", folder.toString()));
        command.addAll(List.of(options));
        return new Diod(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    Client client(int msize) throws StyxException {
        return Client.connect(new StreamCarrier(process.getInputStream(), process.getOutputStream()), Dialect.L, msize);
    }

    @Override
    public void close() {
        // it has nothing to save; its orderly end takes it a second, and sometimes leaves a core
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
