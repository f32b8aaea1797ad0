package obol.host.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Other programs, run to their end. */
public final class Tools {
    private Tools() {}

    /** Runs a program in a folder and gives what it printed, both streams together. Throws CommandFailure when it fails, with its last line. */
    public static String run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output;
            try (InputStream in = process.getInputStream()) {
                output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0) throw CommandFailure.unable(command.get(0) + " failed: " + output.strip());
            return output;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unable(command.get(0) + " was interrupted");
        }
    }
}
