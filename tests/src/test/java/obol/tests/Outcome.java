package obol.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import obol.host.image.Images;

/** What a process did: standard output and error as UTF-8, and its status. */
public record Outcome(String out, String err, int status) {
    /** The name of this JVM among those that run test classes at once: of folders that more than one class uses each has its own. */
    public static final String FORK = System.getProperty("obol.fork", "fork-1");
    private static final long PATIENCE_SECONDS = 300;

    /** Runs a command to its end with this environment and nothing else, and with this standard input. An AssertionError if it takes too long. */
    public static Outcome of(List<String> command, Map<String, String> environment, String input) {
        try {
            Path folder = Files.createTempDirectory("obol-test");
            Path in = Files.writeString(folder.resolve("in"), input), out = folder.resolve("out"), err = folder.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) process.destroyForcibly().waitFor();
            Outcome outcome = new Outcome(Files.readString(out), Files.readString(err), ended ? process.exitValue() : -1);
            for (Path file : List.of(in, out, err, folder)) Files.delete(file);
            if (!ended) throw new AssertionError(command + " did not end in " + PATIENCE_SECONDS + " s: " + outcome);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** As the program's own, when QEMU's debug exit has carried its status. */
    Outcome booted() {
        return new Outcome(out, err, Images.statusOf(status));
    }
}
